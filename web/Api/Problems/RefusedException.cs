namespace CityActors.Web.Api.Problems;

/// <summary>
/// A request is refused. Thrown where the reason is found and answered in one place (<see cref="ProblemFilter"/>), so that no handler
/// goes on with half a request.
/// </summary>
internal sealed class RefusedException(ProblemKind kind, string detail, string? where = null) : Exception(detail)
{
    /// <summary>What kind of problem.</summary>
    public ProblemKind Kind => kind;

    /// <summary>The part of the request that is meant.</summary>
    public string? Where => where;
}
