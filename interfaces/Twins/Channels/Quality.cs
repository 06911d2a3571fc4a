namespace CityActors.Twins.Channels;

/// <summary>How far a channel's value may be trusted.</summary>
[GenerateSerializer, Alias("city.Quality")]
public enum Quality : byte
{
    /// <summary>Nothing has been reported yet.</summary>
    Unknown = 0,

    /// <summary>Reported by the device and accepted.</summary>
    Good = 1,

    /// <summary>Outside what is physically possible; kept in history, raises nothing.</summary>
    Invalid = 2,

    /// <summary>The device itself marked the value as doubtful.</summary>
    Uncertain = 3,

    /// <summary>Older than the channel's newest value when it arrived: kept in history, never in live state.</summary>
    Late = 4,
}
