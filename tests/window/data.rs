//! What the app finds when it starts: a broken database, a package to open.

use colloquy_core::course::{files, package};
use serde_json::json;

use crate::harness::{Data, Launch, until};

#[tokio::test]
async fn a_corrupt_database_is_explained_and_left_as_it_is() {
    let data = Data::new();
    let rubbish = b"SQLite format 3\0 and then nothing that makes sense".repeat(200);
    std::fs::create_dir(data.root()).expect("the data folder");
    std::fs::write(data.database(), &rubbish).expect("a corrupt database");
    let mut app = Launch::on(data).start().await;
    app.wait("#app > *").await;
    let status = app.call("app_status", json!({})).await.expect("the status");
    assert_eq!(status["problem"]["error"]["code"], "database_corrupt");
    app.screenshot("database-corrupt").await;
    app.close().await;
    assert_eq!(
        std::fs::read(app.data().database()).expect("the database"),
        rubbish
    );
}

#[tokio::test]
async fn a_data_folder_that_cannot_be_made_is_explained() {
    let data = Data::new();
    std::fs::write(data.root(), "a file where the folder should be").expect("the file");
    let app = Launch::on(data).start().await;
    app.wait("#app > *").await;
    let status = app.call("app_status", json!({})).await.expect("the status");
    assert_eq!(
        status["problem"]["error"]["code"], "cannot_write",
        "{status}"
    );
    app.screenshot("data-folder-missing").await;
}

#[tokio::test]
async fn a_package_on_the_command_line_is_opened() {
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../courses/thriving-as-a-pmo-director");
    let course = files::from_folder(&source).expect("the course as a folder");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("handed over.colloquy");
    std::fs::write(&file, package::write(&course).expect("a package"))
        .expect("the package is written");
    let app = Launch::new().open(&file).start().await;
    let installed = || async {
        let list = app
            .call("course_list", json!({}))
            .await
            .expect("the courses");
        list["courses"]
            .as_array()
            .is_some_and(|courses| courses.len() == 1)
            .then_some(())
    };
    until("the course is there", installed).await;
}
