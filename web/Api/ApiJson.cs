using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CityActors.Web.Api;

/// <summary>How the API reads and writes JSON, and the media types it speaks.</summary>
internal static class ApiJson
{
    /// <summary>Plain JSON.</summary>
    public const string Json = "application/json";

    /// <summary>JSON-LD.</summary>
    public const string JsonLd = "application/ld+json";

    /// <summary>GeoJSON (RFC 7946).</summary>
    public const string GeoJson = "application/geo+json";

    /// <summary>Problem details (RFC 9457).</summary>
    public const string Problem = "application/problem+json";

    /// <summary>Server-sent events.</summary>
    public const string Events = "text/event-stream";

    /// <summary>Deepest nesting of a body.</summary>
    public const int DepthMax = 32;

    /// <summary>Vietnamese letters stay letters: the answers are read by people too, and are never embedded in HTML.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        MaxDepth = DepthMax,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <summary>The same for what is written by hand.</summary>
    public static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How bodies are taken apart: strictly.</summary>
    public static readonly JsonDocumentOptions Document = new() { MaxDepth = DepthMax, AllowDuplicateProperties = false };
}
