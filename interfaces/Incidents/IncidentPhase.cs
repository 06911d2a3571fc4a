namespace CityActors.Incidents;

/// <summary>How far an incident is. The way: open, acknowledged, in progress, resolved, closed; reopened it is open again.</summary>
public enum IncidentPhase
{
    /// <summary>It has happened, and nobody has said that he saw it.</summary>
    Open = 1,

    /// <summary>Somebody has seen it and answers for it.</summary>
    Acknowledged = 2,

    /// <summary>It is being dealt with.</summary>
    InProgress = 3,

    /// <summary>What caused it is over; it can still be looked back on.</summary>
    Resolved = 4,

    /// <summary>It is over. Only reopening changes it.</summary>
    Closed = 5,
}
