using System.Text.Json.Serialization;
using CityActors.Cases;
using CityActors.Files;
using CityActors.Incidents;
using CityActors.Web.Api.Cases;

namespace CityActors.Web.Api.Incidents;

/// <summary>An incident that somebody opens by hand.</summary>
internal sealed record IncidentBody : CaseMoveBody
{
    public required string Title { get; init; }

    public string? Description { get; init; }

    public required string Family { get; init; }

    public required Severity Severity { get; init; }

    public string? Zone { get; init; }

    public double? Longitude { get; init; }

    public double? Latitude { get; init; }

    public AlertBody[] Alerts { get; init; } = [];

    public string[] Twins { get; init; } = [];

    public string[] Kpis { get; init; } = [];

    /// <summary>What it is opened with.</summary>
    public IncidentOpening Opening(string cause) => new(
        cause, Title, Description, Family, Severity, Zone, Longitude, Latitude, [.. Alerts.Select(static alert => alert.Alert)], [.. Twins],
        [.. Kpis]);
}

/// <summary>An alert that is linked.</summary>
internal sealed record AlertBody
{
    public required string Episode { get; init; }

    public string? Twin { get; init; }

    public bool IsCleared { get; init; }

    [JsonIgnore]
    public IncidentAlert Alert => new(Episode, Twin, IsCleared);
}

/// <summary>How it was resolved.</summary>
internal sealed record ResolutionBody : CaseMoveBody
{
    public required string Resolution { get; init; }
}

/// <summary>Title and description.</summary>
internal sealed record DescriptionBody : CaseMoveBody
{
    public required string Title { get; init; }

    public string? Description { get; init; }
}

/// <summary>How bad it is.</summary>
internal sealed record GradeBody : CaseMoveBody
{
    public required Severity Severity { get; init; }
}

/// <summary>Who answers for it; null: nobody.</summary>
internal sealed record OwnerBody : CaseMoveBody
{
    public required string? Owner { get; init; }
}

/// <summary>Somebody in a role.</summary>
internal sealed record PersonBody : CaseMoveBody
{
    public required string Name { get; init; }

    public required string Role { get; init; }

    [JsonIgnore]
    public IncidentPerson Person => new(Name, Role);
}

/// <summary>A note.</summary>
internal sealed record NoteBody : CaseMoveBody
{
    public required string Text { get; init; }
}

/// <summary>A file that is kept already.</summary>
internal sealed record AttachmentBody : CaseMoveBody
{
    public required string Checksum { get; init; }

    public required string Name { get; init; }

    public required string ContentType { get; init; }

    public required long Bytes { get; init; }

    [JsonIgnore]
    public Attachment Attachment => new(Checksum, Name, ContentType, Bytes);
}

/// <summary>Which file.</summary>
internal sealed record ChecksumBody : CaseMoveBody
{
    public required string Checksum { get; init; }
}

/// <summary>Alerts to link.</summary>
internal sealed record AlertsBody : CaseMoveBody
{
    public required AlertBody[] Alerts { get; init; }
}

/// <summary>Alerts by episode, twins or KPIs.</summary>
internal sealed record IdsBody : CaseMoveBody
{
    public required string[] Ids { get; init; }
}

/// <summary>Which incident to merge into.</summary>
internal sealed record MergeBody : CaseMoveBody
{
    public required string Into { get; init; }
}

/// <summary>What to split off.</summary>
internal sealed record SplitBody : CaseMoveBody
{
    public string[] Alerts { get; init; } = [];

    public string[] Twins { get; init; } = [];

    public required string Title { get; init; }
}
