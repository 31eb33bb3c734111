//! Invitations and join requests.
