using System.Text.Json;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.Http;

namespace CityActors.Web.Api.Cases;

/// <summary>A move as the API has it: its name in the path, what it says of itself, and how its body is read.</summary>
/// <param name="Name">Name of the move, as <c>allowed</c> has it.</param>
/// <param name="Operation">What the operation says of itself.</param>
/// <param name="Read">Reads the body: the move and its reason.</param>
internal sealed record CaseMove<TAction>(
    string Name, ApiOperation Operation, Func<HttpContext, Task<(TAction Action, string? Reason)>> Read)
{
    private const int BodyBytesMax = 256 << 10;

    /// <summary>A move whose body is of a type.</summary>
    /// <param name="name">Name.</param>
    /// <param name="operation">What it says of itself.</param>
    /// <param name="action">The move of a body.</param>
    public static CaseMove<TAction> Of<TBody>(string name, ApiOperation operation, Func<TBody, TAction> action)
        where TBody : CaseMoveBody => new(
        name, operation, async context =>
        {
            _ = QueryValues.Of(context);
            using var document = await JsonBody.Read(context, BodyBytesMax, ApiJson.Json);
            try
            {
                var body = document.RootElement.Deserialize<TBody>(CaseAnswers.Options)
                    ?? throw new RefusedException(ProblemKind.BadRequestData, "Expected an object, got null.", "body $");
                return (action(body), body.Reason);
            }
            catch (JsonException wrong)
            {
                throw new RefusedException(
                    ProblemKind.BadRequestData, $"The body does not fit: {wrong.Message}", $"body {wrong.Path ?? "$"}");
            }
        });
}
