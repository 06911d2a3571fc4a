using CityActors.Alerts;
using CityActors.Web.Api.Cases;
using CityActors.Web.Api.Problems;

namespace CityActors.Web.Api.Alerts;

/// <summary>The same move with several alerts.</summary>
internal sealed record BulkBody : CaseMoveBody
{
    public required string[] Alerts { get; init; }

    public required string Move { get; init; }

    public string? Assignee { get; init; }

    public string? Text { get; init; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>The move.</summary>
    /// <exception cref="RefusedException">There is no such move, or it lacks something.</exception>
    public AlertAction Action() => (Move, Text, Until) switch
    {
        ("acknowledge", null, null) => new AcknowledgeAlert(),
        ("assign", null, null) => new AssignAlert(Assignee),
        ("comment", { } text, null) => new CommentAlert(text),
        ("shelve", null, { } until) => new ShelveAlert(until),
        ("unshelve", null, null) => new UnshelveAlert(),
        _ => throw new RefusedException(
            ProblemKind.BadRequestData,
            "Expected acknowledge, assign (assignee), comment (text), shelve (until) or unshelve, with what belongs to it; got "
                + $"{Short.Quote(Move)}.",
            "body $.move"),
    };
}
