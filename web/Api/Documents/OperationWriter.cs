using System.Text.Json.Nodes;
using CityActors.Web.Api.Cases;
using CityActors.Web.Api.Problems;
using CityActors.Web.Api.Requests;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CityActors.Web.Api.Documents;

/// <summary>Writes what an operation says of itself into the OpenAPI document.</summary>
internal sealed class OperationWriter : IOpenApiOperationTransformer
{
    private const string ProblemSchema = nameof(Problem);

    /// <inheritdoc/>
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken)
    {
        var described = context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiOperation>().FirstOrDefault();
        if (described is null)
        {
            return;
        }

        operation.OperationId = described.Id;
        operation.Summary = described.Summary;
        operation.Description = described.Description;
        operation.Tags = new HashSet<OpenApiTagReference> { new(described.Tag, context.Document) };
        operation.Parameters = [.. ParameterWriter.Of(described)];
        operation.RequestBody = Body(described);
        operation.Responses = new OpenApiResponses
        {
            [Text(described.Success)] = await Success(described, context, cancellationToken),
        };
        foreach (var status in described.Refusals.Concat([400, 500, 503]).Order())
        {
            operation.Responses[Text(status)] = Refusal(status, context.Document!);
        }
    }

    private static OpenApiRequestBody? Body(ApiOperation described) => described.BodyTypes.Length == 0 ? null : new OpenApiRequestBody
    {
        Required = true,
        Content = described.BodyTypes.ToDictionary(
            static type => type,
            _ => new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.Object },
                Example = described.BodyExample is null ? null : JsonNode.Parse(described.BodyExample),
            }),
    };

    private static async Task<OpenApiResponse> Success(
        ApiOperation described, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = described.Answer is null
            ? new OpenApiSchema { Type = described.IsStream ? JsonSchemaType.String : JsonSchemaType.Object }
            : (IOpenApiSchema)await context.GetOrCreateSchemaAsync(described.Answer, null, cancellationToken);
        return new OpenApiResponse
        {
            Description = described.SuccessMeans,
            Headers = Headers(described),
            Content = described.AnswerTypes.ToDictionary(
                static type => type,
                _ => new OpenApiMediaType { Schema = schema, Example = Example(described) }),
        };
    }

    private static JsonNode? Example(ApiOperation described) =>
        described.AnswerExample is null ? null : described.IsStream ? JsonValue.Create(described.AnswerExample)
            : JsonNode.Parse(described.AnswerExample);

    private static Dictionary<string, IOpenApiHeader> Headers(ApiOperation described)
    {
        var headers = new Dictionary<string, IOpenApiHeader>();
        if (described.SaysPosition)
        {
            headers[Positions.Header] = Header("Log position: generation.partition.sequence.", "1.7.120044");
        }

        if (described.IsCase)
        {
            headers[CaseRequests.Position] = Header("Position of the store of cases.", "120044");
        }

        if (described.IsPaged)
        {
            headers["Link"] = Header("The next page, rel=\"next\"; absent on the last one.", "</api/twins?after=x>;rel=\"next\"");
        }

        if (described.Success == 201)
        {
            headers["Location"] = Header("Path of what was made.", "/ngsi-ld/v1/entities/urn:ngsi-ld:AirQualityObserved:ben-thanh");
        }

        return headers;
    }

    private static OpenApiHeader Header(string description, string example) => new()
    {
        Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = JsonValue.Create(example),
    };

    private static OpenApiResponse Refusal(int status, OpenApiDocument document)
    {
        var kind = status == 400 ? ProblemKind.InvalidRequest : Kind(status);
        return new OpenApiResponse
        {
            Description = kind.Title() + ".",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [ApiJson.Problem] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchemaReference(ProblemSchema, document),
                    Example = new JsonObject
                    {
                        ["type"] = kind.Type(isNgsiLd: false),
                        ["title"] = kind.Title(),
                        ["status"] = status,
                        ["detail"] = "What was expected, what came.",
                        ["where"] = "query limit",
                    },
                },
            },
        };
    }

    private static ProblemKind Kind(int status) => Enum.GetValues<ProblemKind>().First(kind => kind.Status() == status);

    private static string Text(int status) => status.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
