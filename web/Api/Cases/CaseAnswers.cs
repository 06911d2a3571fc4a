using System.Text.Json;
using System.Text.Json.Serialization;
using CityActors.Cases;
using CityActors.Web.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace CityActors.Web.Api.Cases;

/// <summary>Answers about incidents and work orders.</summary>
internal static class CaseAnswers
{
    /// <summary>As everywhere in the API, with words for enumerations: <c>in-progress</c>.</summary>
    public static readonly JsonSerializerOptions Options = new(ApiJson.Options)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, // in a body, it may be a misspelt one
    };

    /// <summary>A value as an answer.</summary>
    public static IResult Json<T>(T value, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(value, Options, statusCode: status);

    /// <summary>Says version and position of a move that is done; refuses when it is not.</summary>
    /// <exception cref="RefusedException">It is not done: says why, what is allowed, and who was first.</exception>
    public static void Told(HttpContext context, MoveAnswer answer)
    {
        if (answer.IsDone)
        {
            CaseRequests.Say(context, answer.Version, answer.Position);
            return;
        }

        var detail = answer.Detail ?? "It cannot be done as things stand.";
        throw answer.Outcome switch
        {
            MoveOutcome.NotFound => new RefusedException(ProblemKind.ResourceNotFound, detail),
            MoveOutcome.Invalid => new RefusedException(ProblemKind.BadRequestData, detail),
            MoveOutcome.Conflict when context.Request.Headers.IfMatch.Count > 0 =>
                new RefusedException(ProblemKind.VersionMismatch, detail) { Allowed = answer.Allowed, First = answer.Last },
            MoveOutcome.Conflict =>
                new RefusedException(ProblemKind.Conflict, detail) { Allowed = answer.Allowed, First = answer.Last },
            _ => new RefusedException(ProblemKind.NotAllowed, detail) { Allowed = answer.Allowed, First = answer.Last },
        };
    }

    /// <summary>A word as the enumeration that it names.</summary>
    /// <exception cref="RefusedException">It names none.</exception>
    public static T Word<T>(string? text, string where)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (WordOf(value) == text)
            {
                return value;
            }
        }

        throw new RefusedException(
            ProblemKind.BadRequestData, $"Expected one of {string.Join(", ", Words<T>())}, got {Short.Quote(text)}.", where);
    }

    /// <summary>The words of an enumeration.</summary>
    public static string[] Words<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(WordOf)];

    private static string WordOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
