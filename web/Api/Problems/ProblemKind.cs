namespace CityActors.Web.Api.Problems;

/// <summary>The kinds of problem of the API.</summary>
internal enum ProblemKind
{
    /// <summary>The request cannot be read: an unknown parameter, a value out of its range, a header that says nothing.</summary>
    InvalidRequest,

    /// <summary>The body is not what it should be.</summary>
    BadRequestData,

    /// <summary>There is no such thing.</summary>
    ResourceNotFound,

    /// <summary>There is such a thing already.</summary>
    AlreadyExists,

    /// <summary>Somebody else was first.</summary>
    Conflict,

    /// <summary>It is not allowed as things stand.</summary>
    NotAllowed,

    /// <summary>It was decided on another version than the one there is.</summary>
    VersionMismatch,

    /// <summary>The request is right, and the city does not do that.</summary>
    OperationNotSupported,

    /// <summary>The tenant is unknown.</summary>
    NonexistentTenant,

    /// <summary>None of the media types that are accepted can be given.</summary>
    NotAcceptable,

    /// <summary>The body is of a media type that is not read here.</summary>
    UnsupportedMediaType,

    /// <summary>The body is larger than its limit.</summary>
    TooLarge,

    /// <summary>What was asked for lies below what is retained.</summary>
    Gone,

    /// <summary>The city cannot answer now and can soon.</summary>
    NotReady,

    /// <summary>A fault of ours.</summary>
    InternalError,
}
