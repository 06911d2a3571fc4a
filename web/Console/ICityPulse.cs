namespace CityActors.Web.Console;

/// <summary>How the city stands, for the status line. The host, which sees log and shards, implements it.</summary>
public interface ICityPulse
{
    /// <summary>How it stands now; cheap, called every second by every open page.</summary>
    CityPulse Read();
}

/// <summary>How the city stands.</summary>
/// <param name="IsReady">Whether every shard has caught up with the log and the log accepts.</param>
/// <param name="LagMs">Worst lag of all shards behind the log, milliseconds.</param>
/// <param name="Failure">Why the log accepts nothing; null when it does.</param>
public readonly record struct CityPulse(bool IsReady, double LagMs, string? Failure);
