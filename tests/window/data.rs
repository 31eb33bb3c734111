//! Trouble with the data never keeps the window from opening.

use serde_json::json;

use crate::harness::{Data, Launch};

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
    assert_eq!(std::fs::read(app.data().database()).expect("the database"), rubbish);
}
