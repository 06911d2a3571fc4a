namespace CityActors.Web.Api.Problems;

/// <summary>Names and HTTP statuses of problems: as NGSI-LD says it under its root, as our own names elsewhere.</summary>
internal static class ProblemKinds
{
    private const string NgsiLd = "https://uri.etsi.org/ngsi-ld/errors/";
    private const string Ours = "urn:city:problem:";

    /// <summary>HTTP status of a kind.</summary>
    public static int Status(this ProblemKind kind) => kind switch
    {
        ProblemKind.InvalidRequest or ProblemKind.BadRequestData => 400,
        ProblemKind.ResourceNotFound or ProblemKind.NonexistentTenant => 404,
        ProblemKind.NotAcceptable => 406,
        ProblemKind.AlreadyExists or ProblemKind.Conflict or ProblemKind.NotAllowed => 409,
        ProblemKind.VersionMismatch => 412,
        ProblemKind.Gone => 410,
        ProblemKind.TooLarge => 413,
        ProblemKind.UnsupportedMediaType => 415,
        ProblemKind.OperationNotSupported => 422,
        ProblemKind.NotReady => 503,
        _ => 500,
    };

    /// <summary>The kind of an HTTP status that the server itself found.</summary>
    public static ProblemKind Of(int status) => status switch
    {
        404 => ProblemKind.ResourceNotFound,
        406 => ProblemKind.NotAcceptable,
        413 => ProblemKind.TooLarge,
        415 => ProblemKind.UnsupportedMediaType,
        503 => ProblemKind.NotReady,
        >= 500 => ProblemKind.InternalError,
        _ => ProblemKind.InvalidRequest,
    };

    /// <summary>URI of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="isNgsiLd">Whether the answer is one of NGSI-LD; it has no name for some kinds, so ours stands there too.</param>
    public static string Type(this ProblemKind kind, bool isNgsiLd) => isNgsiLd && IsNgsiLd(kind)
        ? NgsiLd + kind
        : Ours + kind switch
        {
            ProblemKind.InvalidRequest => "invalid-request",
            ProblemKind.BadRequestData => "bad-request-data",
            ProblemKind.ResourceNotFound => "not-found",
            ProblemKind.AlreadyExists => "already-exists",
            ProblemKind.Conflict => "conflict",
            ProblemKind.NotAllowed => "not-allowed",
            ProblemKind.VersionMismatch => "version-mismatch",
            ProblemKind.OperationNotSupported => "not-supported",
            ProblemKind.NonexistentTenant => "unknown-tenant",
            ProblemKind.NotAcceptable => "not-acceptable",
            ProblemKind.UnsupportedMediaType => "unsupported-media-type",
            ProblemKind.TooLarge => "too-large",
            ProblemKind.Gone => "gone",
            ProblemKind.NotReady => "not-ready",
            _ => "internal-error",
        };

    /// <summary>The kind in short.</summary>
    public static string Title(this ProblemKind kind) => kind switch
    {
        ProblemKind.InvalidRequest => "The request cannot be read",
        ProblemKind.BadRequestData => "The body is not what it should be",
        ProblemKind.ResourceNotFound => "Not found",
        ProblemKind.AlreadyExists => "Already exists",
        ProblemKind.Conflict => "Somebody was first",
        ProblemKind.NotAllowed => "Not allowed now",
        ProblemKind.VersionMismatch => "Another version",
        ProblemKind.OperationNotSupported => "Not supported",
        ProblemKind.NonexistentTenant => "Unknown tenant",
        ProblemKind.NotAcceptable => "No acceptable media type",
        ProblemKind.UnsupportedMediaType => "Unsupported media type",
        ProblemKind.TooLarge => "Too large",
        ProblemKind.Gone => "No longer retained",
        ProblemKind.NotReady => "Not ready",
        _ => "Internal error",
    };

    private static bool IsNgsiLd(ProblemKind kind) =>
        kind is ProblemKind.InvalidRequest or ProblemKind.BadRequestData or ProblemKind.ResourceNotFound or ProblemKind.AlreadyExists
            or ProblemKind.OperationNotSupported or ProblemKind.NonexistentTenant or ProblemKind.InternalError;
}
