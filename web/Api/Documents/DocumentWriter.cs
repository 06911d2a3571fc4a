using CityActors.Web.Api.Problems;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CityActors.Web.Api.Documents;

/// <summary>Writes the head of the OpenAPI document, and what its operations have in common.</summary>
internal sealed class DocumentWriter : IOpenApiDocumentTransformer
{
    /// <summary>Name of the document, and of its path.</summary>
    public const string Name = "v1";

    private static readonly (string Name, string Description)[] Tags =
    [
        ("Entities", "Twins as NGSI-LD entities (ETSI GS CIM 009)."),
        ("Twins", "Twins as the city knows them: channels with quality, times and log positions; search; changes."),
        ("History", "What was: readings and their aggregates."),
        ("Map", "Live twins on the map, and their changes by map cell."),
        ("Zones", "The zones of the city, as GeoJSON."),
        ("Incidents", "What has happened, who deals with it, and all that belongs to it."),
        ("Work orders", "What crews are sent to do, until when, and the evidence that they did it."),
        ("Quarantine", "What was refused or set aside, until somebody deals with it."),
    ];

    /// <inheritdoc/>
    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "CityActors",
            Version = Name,
            Description = "The public interface of the city. Every refusal is a problem (RFC 9457) that says what was expected, what came "
                + "and "
                + "where. Writes answer with a log position in City-Position; reads take it in City-At-Least, so that a caller reads what "
                + "he wrote.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags ??= new HashSet<OpenApiTag>();
        foreach (var (name, description) in Tags)
        {
            foreach (var made in document.Tags.Where(tag => tag.Name == name).ToList())
            {
                document.Tags.Remove(made);
            }

            document.Tags.Add(new OpenApiTag { Name = name, Description = description });
        }

        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[nameof(Problem)] = await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken);
    }
}
