namespace CityActors.Alerts;

/// <summary>
/// How far an alert is (ISA-18.2). The rule says whether it is active, returned or cleared; an operator says whether it is acknowledged.
/// Shelving and suppression stand beside the phase (<see cref="AlertState.Shelving"/>, <see cref="AlertState.Suppression"/>).
/// </summary>
public enum AlertPhase
{
    /// <summary>The rule is broken, and nobody has said that he saw it.</summary>
    Unacknowledged = 1,

    /// <summary>The rule is broken, and somebody has seen it.</summary>
    Acknowledged = 2,

    /// <summary>It is normal again, and nobody has said that he saw it.</summary>
    ReturnedUnacknowledged = 3,

    /// <summary>It is normal again, and somebody has seen it.</summary>
    Returned = 4,

    /// <summary>It stayed normal: the episode is over.</summary>
    Cleared = 5,
}
