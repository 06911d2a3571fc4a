using CityActors.Web.Api.Requests;

namespace CityActors.Web.Api.Documents;

/// <summary>
/// What an operation of the API says of itself. The OpenAPI document is made of it, and <see cref="QueryValues"/> reads queries by it.
/// </summary>
/// <param name="Id">Operation id: a verb and a noun.</param>
/// <param name="Tag">Room of the API.</param>
/// <param name="Summary">A line.</param>
/// <param name="Description">Sentences.</param>
internal sealed record ApiOperation(string Id, string Tag, string Summary, string Description)
{
    /// <summary>Query parameters.</summary>
    public QueryField[] Query { get; init; } = [];

    /// <summary>Query parameters that a standard has and the city does not: told apart from misspelt ones.</summary>
    public string[] NotSupported { get; init; } = [];

    /// <summary>Parts of the path, other than the id of a twin.</summary>
    public PathField[] Path { get; init; } = [];

    /// <summary>Whether the path names a twin.</summary>
    public bool HasTwin { get; init; }

    /// <summary>Whether the read accepts positions that it must have reached.</summary>
    public bool TakesAtLeast { get; init; }

    /// <summary>Whether a repeated request with the same key does its work once.</summary>
    public bool TakesKey { get; init; }

    /// <summary>Whether the write takes the version that was read, in If-Match.</summary>
    public bool TakesVersion { get; init; }

    /// <summary>Whether it is about a case: reads accept and answers say a position of the store of cases.</summary>
    public bool IsCase { get; init; }

    /// <summary>Whether the answer says a position.</summary>
    public bool SaysPosition { get; init; }

    /// <summary>Whether lists are paged by a Link header.</summary>
    public bool IsPaged { get; init; }

    /// <summary>Whether the answer is a stream of events that can be resumed.</summary>
    public bool IsStream { get; init; }

    /// <summary>Media types of the body; empty when it has none.</summary>
    public string[] BodyTypes { get; init; } = [];

    /// <summary>Example of the body, JSON.</summary>
    public string? BodyExample { get; init; }

    /// <summary>Status of success.</summary>
    public int Success { get; init; } = 200;

    /// <summary>What success means.</summary>
    public string SuccessMeans { get; init; } = "What was asked for.";

    /// <summary>Media types of the answer; empty when it has no body.</summary>
    public string[] AnswerTypes { get; init; } = [ApiJson.Json];

    /// <summary>Type of the answer; null when it is described by its example alone.</summary>
    public Type? Answer { get; init; }

    /// <summary>Example of the answer, JSON (or text of another media type).</summary>
    public string? AnswerExample { get; init; }

    /// <summary>Statuses of refusals beside 400, 500 and 503.</summary>
    public int[] Refusals { get; init; } = [];
}
