using System.Globalization;
using System.Text.Json.Nodes;
using CityActors.Web.Api.Cases;
using CityActors.Web.Api.Live;
using CityActors.Web.Api.Requests;
using Microsoft.OpenApi;

namespace CityActors.Web.Api.Documents;

/// <summary>Parameters of an operation as OpenAPI writes them.</summary>
internal static class ParameterWriter
{
    /// <summary>All of them: path, query, headers.</summary>
    public static IEnumerable<IOpenApiParameter> Of(ApiOperation operation)
    {
        if (operation.HasTwin)
        {
            yield return new OpenApiParameter
            {
                Name = "id",
                In = ParameterLocation.Path,
                Required = true,
                Description = "Id of the twin, percent-encoded; letters of any language may stand where the id has them percent-encoded.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 512 },
                Example = JsonValue.Create("urn:ngsi-ld:AirQualityObserved:ben-thanh"),
            };
        }

        foreach (var part in operation.Path)
        {
            yield return Path(part);
        }

        foreach (var field in operation.Query)
        {
            yield return new OpenApiParameter
            {
                Name = field.Name,
                In = ParameterLocation.Query,
                Required = field.IsRequired,
                Description = field.Description,
                Schema = Schema(field),
                Example = Example(field),
            };
        }

        foreach (var header in Headers(operation))
        {
            yield return header;
        }
    }

    private static IEnumerable<OpenApiParameter> Headers(ApiOperation operation)
    {
        if (operation.TakesAtLeast)
        {
            yield return Header(
                Positions.AtLeast, $"Positions the answer must have reached, as {Positions.Header} gave them, with commas between them.",
                    "1.7.120044");
        }

        if (operation is { IsCase: true, TakesKey: false })
        {
            yield return Header(
                CaseRequests.AtLeast, $"Position the answer must have reached, as {CaseRequests.Position} gave it.", "120044");
        }

        if (operation.TakesKey)
        {
            yield return Header(
                IdempotencyKey.Header, "A name for this request: sent again with the same key, it is done once.",
                    "8e03978e-40d5-43e8-bc93-6894a57f9324");
        }

        if (operation.TakesVersion)
        {
            yield return Header(VersionMatch.Header, "The version that was read, as ETag gave it; * for whatever there is.", "\"3\"");
        }

        if (operation.IsStream)
        {
            yield return Header(EventStream.LastEventId, "Id of the last event that was dealt with: the stream goes on after it.",
                "1.7.120044.0");
        }
    }

    private static OpenApiParameter Path(PathField part) => new()
    {
        Name = part.Name,
        In = ParameterLocation.Path,
        Required = true,
        Description = part.Description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = part.LengthMax },
        Example = JsonValue.Create(part.Example),
    };

    private static OpenApiParameter Header(string name, string description, string example) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = JsonValue.Create(example),
    };

    private static OpenApiSchema Schema(QueryField field) => field.Kind switch
    {
        QueryKind.Integer => new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Minimum = field.Least.ToString(CultureInfo.InvariantCulture),
            Maximum = field.Most.ToString(CultureInfo.InvariantCulture),
            Default = JsonValue.Create(field.Default),
        },
        QueryKind.Boolean => new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(false) },
        QueryKind.Word => new OpenApiSchema
        {
            Type = JsonSchemaType.String, Enum = Words(field), Default = JsonValue.Create(field.Words[0]),
        },
        _ => new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static JsonNode Example(QueryField field) => field.Kind switch
    {
        QueryKind.Integer => JsonValue.Create(int.Parse(field.Example, CultureInfo.InvariantCulture)),
        QueryKind.Boolean => JsonValue.Create(field.Example == "true"),
        _ => JsonValue.Create(field.Example),
    };

    private static List<JsonNode> Words(QueryField field) => [.. field.Words.Select(static word => (JsonNode)JsonValue.Create(word)!)];
}
