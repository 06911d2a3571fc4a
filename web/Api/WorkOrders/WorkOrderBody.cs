using System.Text.Json.Serialization;
using CityActors.Cases;
using CityActors.Files;
using CityActors.Web.Api.Cases;
using CityActors.WorkOrders;

namespace CityActors.Web.Api.WorkOrders;

/// <summary>A work order that somebody writes.</summary>
internal sealed record WorkOrderBody : CaseMoveBody
{
    public required string Title { get; init; }

    public string? Description { get; init; }

    public required Severity Severity { get; init; }

    public string? Incident { get; init; }

    public string? Twin { get; init; }

    public string? Crew { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public bool NeedsEvidence { get; init; }

    [JsonIgnore]
    public WorkOrderDraft Draft => new(Title, Description, Severity, Incident, Twin, Crew, DueAt?.ToUniversalTime(), NeedsEvidence);
}

/// <summary>Which crew.</summary>
internal sealed record WorkCrewBody : CaseMoveBody
{
    public required string Crew { get; init; }
}

/// <summary>What the crew did.</summary>
internal sealed record WorkOutcomeBody : CaseMoveBody
{
    public required string Outcome { get; init; }
}

/// <summary>When it is to be done; null: no time.</summary>
internal sealed record WorkDueBody : CaseMoveBody
{
    public required DateTimeOffset? DueAt { get; init; }
}

/// <summary>What is to be done and how urgent it is.</summary>
internal sealed record WorkDescriptionBody : CaseMoveBody
{
    public required string Title { get; init; }

    public string? Description { get; init; }

    public required Severity Severity { get; init; }

    public required bool NeedsEvidence { get; init; }
}

/// <summary>A note.</summary>
internal sealed record WorkNoteBody : CaseMoveBody
{
    public required string Text { get; init; }
}

/// <summary>A file that is kept already.</summary>
internal sealed record WorkAttachmentBody : CaseMoveBody
{
    public required string Checksum { get; init; }

    public required string Name { get; init; }

    public required string ContentType { get; init; }

    public required long Bytes { get; init; }

    [JsonIgnore]
    public Attachment Attachment => new(Checksum, Name, ContentType, Bytes);
}

/// <summary>Which file.</summary>
internal sealed record WorkChecksumBody : CaseMoveBody
{
    public required string Checksum { get; init; }
}

/// <summary>A crew.</summary>
internal sealed record CrewBody : CaseMoveBody
{
    public required string Name { get; init; }

    public string[] Skills { get; init; } = [];

    public string? Zone { get; init; }

    public string? Contact { get; init; }

    public bool IsActive { get; init; } = true;

    /// <summary>The crew under an id.</summary>
    public Crew Crew(string id) => new(id, Name, [.. Skills], Zone, Contact, IsActive);
}
