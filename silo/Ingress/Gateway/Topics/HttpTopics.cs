namespace CityActors.Silo.Ingress.Gateway.Topics;

/// <summary>
/// What stands in for a topic where readings come over HTTP: the path, so that a refused line can be read again as it was meant.
/// </summary>
internal static class HttpTopics
{
    /// <summary>Path of line protocol, and its root in admission.</summary>
    public const string Write = "/write";

    /// <summary>Root in admission of SenML and flat JSON.</summary>
    public const string Ingest = "/ingest";

    /// <summary>Comes before the precision of line protocol.</summary>
    public const string PrecisionMark = "?precision=";
}
