using System.Collections.Immutable;
using CityActors.Incidents;

namespace CityActors.Domain.Incidents.Moves;

/// <summary>Which moves an incident allows in which phase, by the names that the API has for them.</summary>
public static class IncidentMoves
{
    private static readonly ImmutableArray<string> Edits =
    [
        "describe", "grade", "assign", "add-person", "remove-person", "note", "attach", "detach", "link-alerts", "unlink-alerts",
        "link-twins", "unlink-twins", "link-kpis", "unlink-kpis", "merge", "split",
    ];

    /// <summary>Name of a move; null for those that only the city makes.</summary>
    public static string? NameOf(IncidentAction action) => action switch
    {
        AcknowledgeIncident => "acknowledge",
        StartIncident => "start",
        ResolveIncident => "resolve",
        CloseIncident => "close",
        ReopenIncident => "reopen",
        DescribeIncident => "describe",
        GradeIncident => "grade",
        AssignIncident => "assign",
        AddPerson => "add-person",
        RemovePerson => "remove-person",
        NoteIncident => "note",
        AttachToIncident => "attach",
        DetachFromIncident => "detach",
        LinkAlerts => "link-alerts",
        UnlinkAlerts => "unlink-alerts",
        LinkTwins => "link-twins",
        UnlinkTwins => "unlink-twins",
        LinkKpis => "link-kpis",
        UnlinkKpis => "unlink-kpis",
        MergeIncident => "merge",
        SplitIncident => "split",
        _ => null,
    };

    /// <summary>All moves that are allowed now.</summary>
    public static ImmutableArray<string> Allowed(Incident incident) => incident.Phase switch
    {
        IncidentPhase.Closed when incident.MergedInto is not null => ["note"],
        IncidentPhase.Closed => ["reopen", "note"],
        _ => [.. PhaseMoves(incident.Phase), .. Edits],
    };

    /// <summary>The moves that lead out of a phase.</summary>
    public static ImmutableArray<string> PhaseMoves(IncidentPhase phase) => phase switch
    {
        IncidentPhase.Open => ["acknowledge"],
        IncidentPhase.Acknowledged => ["start", "resolve"],
        IncidentPhase.InProgress => ["resolve"],
        IncidentPhase.Resolved => ["start", "close", "reopen"],
        _ => ["reopen"],
    };

    /// <summary>The phase that a move leads to; null when it leads nowhere else.</summary>
    public static IncidentPhase? Target(IncidentAction action) => action switch
    {
        AcknowledgeIncident => IncidentPhase.Acknowledged,
        StartIncident => IncidentPhase.InProgress,
        ResolveIncident => IncidentPhase.Resolved,
        CloseIncident => IncidentPhase.Closed,
        ReopenIncident => IncidentPhase.Open,
        _ => null,
    };
}
