using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scalar.AspNetCore;

namespace CityActors.Web.Api.Documents;

/// <summary>The OpenAPI document, and a page to read and try it that fetches nothing from elsewhere.</summary>
internal static class DocumentPages
{
    /// <summary>Adds what makes the document.</summary>
    public static void AddApiDocuments(this IServiceCollection services) => services.AddOpenApi(DocumentWriter.Name, static options =>
    {
        options.ShouldInclude = static description => description.RelativePath?.StartsWith("orleans", StringComparison.Ordinal) != true;
        options.AddOperationTransformer<OperationWriter>();
        options.AddDocumentTransformer<DocumentWriter>();
    });

    /// <summary><c>/openapi/v1.json</c> and <c>/api/docs</c>.</summary>
    public static void MapApiDocuments(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi("/openapi/{documentName}.json");
        endpoints.MapScalarApiReference("/api/docs", static options => options
            .WithTitle("CityActors")
            .WithOpenApiRoutePattern("/openapi/{documentName}.json")
            .AddDocument(DocumentWriter.Name)
            .WithTheme(ScalarTheme.Default)
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .WithDefaultHttpClient(ScalarTarget.Shell, ScalarClient.Curl))
            .ExcludeFromDescription();
    }
}
