namespace CityActors.Silo.Ingress.Payloads;

/// <summary>The words that refusals are counted by. They are few and fixed: metrics are labelled with them.</summary>
internal static class RefusalReason
{
    /// <summary>The payload or line cannot be read at all.</summary>
    public const string Syntax = "syntax";

    /// <summary>A number, time or place outside what is allowed, or not finite.</summary>
    public const string Range = "range";

    /// <summary>A record without a value, or with more than one.</summary>
    public const string Value = "value";

    /// <summary>A value of a kind that channels do not carry.</summary>
    public const string Type = "type";

    /// <summary>A channel name that cannot be one.</summary>
    public const string Name = "name";

    /// <summary>A line without a field.</summary>
    public const string NoField = "no-field";

    /// <summary>A field that must be understood and is not (SenML: ends in an underscore), or a newer SenML version.</summary>
    public const string MustUnderstand = "must-understand";

    /// <summary>A time that is none.</summary>
    public const string Time = "time";

    /// <summary>Larger than the limit.</summary>
    public const string TooLarge = "too-large";

    /// <summary>No twin is named, or its name cannot be one.</summary>
    public const string Twin = "twin";

    /// <summary>The twin or channel is not registered, and this door registers none.</summary>
    public const string UnknownTwin = "unknown-twin";

    /// <summary>The source, or the city, has used up its new twins and channels.</summary>
    public const string TooManyTwins = "too-many-twins";

    /// <summary>A topic that is not one to publish or subscribe to.</summary>
    public const string Topic = "topic";

    /// <summary>A content type that ingress does not read.</summary>
    public const string ContentType = "content-type";

    /// <summary>The fold lags or replays: try again later.</summary>
    public const string Overload = "overload";

    /// <summary>The log accepts nothing: try again later.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>More bytes, connections or connects than the limit.</summary>
    public const string Quota = "quota";

    /// <summary>A reading whose time is still ahead when it is fed again.</summary>
    public const string Future = "future";
}
