using System.Text.Json.Serialization;
using CityActors.Definitions;

namespace CityActors.Web.Api.Problems;

/// <summary>What a caller is told when a request was not done (RFC 9457).</summary>
/// <param name="Type">URI of the kind of problem; programs tell problems apart by it.</param>
/// <param name="Title">The kind in short; the same for every problem of the type.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What was expected, what came.</param>
/// <param name="Where">The part of the request that is meant: <c>query limit</c>, <c>header City-At-Least</c>, <c>body
/// $.ids[3]</c>.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Where)
{
    /// <summary>Everything that is wrong with a definition, each with field, line, column, what was expected and what came.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DefinitionProblem>? Problems { get; init; }

    /// <summary>What is allowed now, where that is the question.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>Who was first, where that is the reason.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProblemFirst? First { get; init; }
}

/// <summary>Who was first.</summary>
/// <param name="Actor">Who or what.</param>
/// <param name="Kind">What he did: a word of the timeline.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why; null when nothing was said.</param>
public sealed record ProblemFirst(string Actor, string Kind, DateTimeOffset At, string? Reason);
