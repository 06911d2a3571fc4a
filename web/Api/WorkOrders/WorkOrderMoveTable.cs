using CityActors.Web.Api.Cases;
using CityActors.WorkOrders;

namespace CityActors.Web.Api.WorkOrders;

/// <summary>The moves of a work order, each an operation of its own under its name.</summary>
internal static class WorkOrderMoveTable
{
    private const string Plain = """{ "reason": "thiếu vật tư" }""";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CaseMove<WorkOrderAction>> Moves { get; } =
    [
        Of<WorkCrewBody>("assign", "Give a work order to a crew", "Until it is in progress, or after it was rejected.",
            """{ "crew": "doi-3" }""", static body => new AssignWork(body.Crew)),
        Of<CaseMoveBody>("accept", "Take a work order", "The crew takes it. From assigned.", "{}", static _ => new AcceptWork()),
        Of<CaseMoveBody>("reject", "Do not take a work order", "Needs a reason. From assigned or accepted.", Plain,
            static _ => new RejectWork()),
        Of<CaseMoveBody>("start", "Begin a work order", "From accepted.", "{}", static _ => new StartWork()),
        Of<WorkOutcomeBody>("finish", "Say that a work order is done",
            "From in progress, with at least one file attached where the order needs evidence.", """{ "outcome": "Đã thay bóng." }""",
            static body => new FinishWork(body.Outcome)),
        Of<CaseMoveBody>("verify", "Verify and close a work order", "From done.", "{}", static _ => new VerifyWork()),
        Of<CaseMoveBody>("return", "Send a work order back", "It is not done after all; needs a reason. From done.", Plain,
            static _ => new ReturnWork()),
        Of<CaseMoveBody>("cancel", "Cancel a work order", "Needs a reason. Until it is verified.", Plain, static _ => new CancelWork()),
        Of<WorkDueBody>("reschedule", "Change when a work order is due", "Until it is done; null: no time.",
            """{ "dueAt": "2026-11-26T17:00:00+07:00" }""", static body => new RescheduleWork(body.DueAt?.ToUniversalTime())),
        Of<WorkDescriptionBody>("describe", "Change what is to be done", "Until it is done.",
            """{ "title": "Thay bóng đèn", "description": null, "severity": "medium", "needsEvidence": true }""",
            static body => new DescribeWork(body.Title, body.Description, body.Severity, body.NeedsEvidence)),
        Of<WorkNoteBody>("note", "Write a note into the timeline", "Also at the end.", """{ "text": "Đường bị chặn." }""",
            static body => new NoteWork(body.Text)),
        Of<WorkAttachmentBody>("attach", "Attach evidence that is kept already", "As an upload answered it.",
            $$"""{ "checksum": "{{new string('a', 64)}}", "name": "anh.jpg", "contentType": "image/jpeg", "bytes": 120044 }""",
            static body => new AttachToWork(body.Attachment)),
        Of<WorkChecksumBody>("detach", "Take evidence away", "Until it is done; the timeline keeps its name and checksum.",
            $$"""{ "checksum": "{{new string('a', 64)}}" }""", static body => new DetachFromWork(body.Checksum)),
    ];

    private static CaseMove<WorkOrderAction> Of<TBody>(
        string name, string summary, string description, string example, Func<TBody, WorkOrderAction> action)
        where TBody : CaseMoveBody =>
        CaseMove<WorkOrderAction>.Of(name, WorkOrderOperations.Move(name, summary, description, example), action);
}
