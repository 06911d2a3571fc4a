using Microsoft.Extensions.Options;

namespace CityActors.Silo.Ingress.Http;

/// <summary>Limits of the HTTP doors.</summary>
public sealed class HttpIngestOptions
{
    /// <summary>
    /// Largest body of SenML or flat JSON, bytes, after unpacking. Default 4 MiB: it is read whole before it is understood.
    /// </summary>
    public int MessageBytesMax { get; set; } = 4 << 20;

    /// <summary>Largest body of line protocol, bytes, as sent. Default 64 MiB: it is read piece by piece.</summary>
    public long LinesBytesMax { get; set; } = 64 << 20;

    /// <summary>Largest body of line protocol, bytes, after unpacking. Default 512 MiB; a bomb is refused there.</summary>
    public long LinesUnpackedBytesMax { get; set; } = 512 << 20;

    /// <summary>Longest line, bytes. Default 65,536.</summary>
    public int LineBytesMax { get; set; } = 64 << 10;

    /// <summary>Bytes taken up at a time of a body of lines. Default 262,144: about 3,000 lines, one batch.</summary>
    public int ChunkBytes { get; set; } = 256 << 10;

    /// <summary>Batches of one request on their way into the log at a time. Default 4.</summary>
    public int BatchesInFlight { get; set; } = 4;

    /// <summary>Bytes one source may send in a second, after unpacking. Default 128 MiB; beyond it 429.</summary>
    public long BytesPerSecondPerSource { get; set; } = 128 << 20;

    /// <summary>Requests worked on at a time by all doors together. Default 256; beyond it 429.</summary>
    public int RequestsMax { get; set; } = 256;

    /// <summary>Refusals listed in an answer; the others are counted in it. Default 100.</summary>
    public int RefusalsListedMax { get; set; } = 100;

    /// <summary>
    /// Header in which a client names itself; what it sends is written under that name. Default <c>X-City-Source</c>. Without it a
    /// source is its address.
    /// </summary>
    public string SourceHeader { get; set; } = "X-City-Source";
}

/// <summary>Holds the options to their ranges.</summary>
internal sealed class HttpIngestOptionsValidator : IValidateOptions<HttpIngestOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpIngestOptions options)
    {
        var rules = new OptionRules("City:Ingress:Http");
        rules.AtLeast(nameof(options.MessageBytesMax), options.MessageBytesMax, 1_024);
        rules.AtMost(nameof(options.MessageBytesMax), options.MessageBytesMax, 256 << 20);
        rules.AtLeast(nameof(options.LinesBytesMax), options.LinesBytesMax, 1_024);
        rules.AtLeast(nameof(options.LinesUnpackedBytesMax), options.LinesUnpackedBytesMax, options.LinesBytesMax);
        rules.AtLeast(nameof(options.LineBytesMax), options.LineBytesMax, 256);
        rules.AtLeast(nameof(options.ChunkBytes), options.ChunkBytes, options.LineBytesMax + 1L);
        rules.AtMost(nameof(options.ChunkBytes), options.ChunkBytes, 16 << 20);
        rules.AtLeast(nameof(options.BatchesInFlight), options.BatchesInFlight, 1);
        rules.AtLeast(nameof(options.BytesPerSecondPerSource), options.BytesPerSecondPerSource, 1_024);
        rules.AtLeast(nameof(options.RequestsMax), options.RequestsMax, 1);
        rules.AtLeast(nameof(options.RefusalsListedMax), options.RefusalsListedMax, 0);
        rules.Must(nameof(options.SourceHeader), options.SourceHeader.Length > 0, "must name a header");
        return rules.Result();
    }
}
