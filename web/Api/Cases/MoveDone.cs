using CityActors.Cases;

namespace CityActors.Web.Api.Cases;

/// <summary>What is answered to a move that is done.</summary>
/// <param name="Id">Incident, work order or crew.</param>
/// <param name="Version">Version it has now; the ETag of the next move.</param>
/// <param name="Position">Position of the store of cases.</param>
/// <param name="IsChanged">False: it was so already, or this is the answer to a repeated request.</param>
/// <param name="Made">Incident that was split off; null else.</param>
internal sealed record MoveDone(string Id, long Version, long Position, bool IsChanged, string? Made)
{
    /// <summary>The answer of a move.</summary>
    public static MoveDone Of(MoveAnswer answer) =>
        new(answer.Id, answer.Version, answer.Position, answer.Outcome == MoveOutcome.Done, answer.Made);
}
