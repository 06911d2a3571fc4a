using System.Collections.Immutable;
using CityActors.Cases;

namespace CityActors.Web.Api.Problems;

/// <summary>
/// A request is refused. Thrown where the reason is found and answered in one place (<see cref="ProblemFilter"/>), so that no handler
/// goes on with half a request.
/// </summary>
internal sealed class RefusedException(ProblemKind kind, string detail, string? where = null) : Exception(detail)
{
    /// <summary>What kind of problem.</summary>
    public ProblemKind Kind => kind;

    /// <summary>What is allowed instead; empty when that is not the question.</summary>
    public ImmutableArray<string> Allowed { get; init; } = [];

    /// <summary>The move of somebody else that stands in the way.</summary>
    public TimelineEntry? First { get; init; }

    /// <summary>The part of the request that is meant.</summary>
    public string? Where => where;
}
