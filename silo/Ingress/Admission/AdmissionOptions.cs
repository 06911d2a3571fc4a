using CityActors.Silo.Ingress.Gateway;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Ingress.Admission;

/// <summary>Who and how much is let in. All limits are counted when they refuse.</summary>
public sealed class AdmissionOptions
{
    /// <summary>
    /// Default for every door. Default: Register, because a city begins by devices reporting; a city whose registry is kept by
    /// people sets Refuse.
    /// </summary>
    public UnknownTwins Unknown { get; set; } = UnknownTwins.Register;

    /// <summary>
    /// Other answers for single doors: a topic root (<c>city</c>) or a path (<c>/write</c>, <c>/ingest</c>). Default: none.
    /// </summary>
    public IDictionary<string, UnknownTwins> Doors { get; init; } = new Dictionary<string, UnknownTwins>(StringComparer.Ordinal);

    /// <summary>
    /// New channels one source may register in a minute. Default 60,000: a gateway with 15,000 devices of four channels introduces
    /// itself in a minute; an endless stream of invented ids is stopped in its first second.
    /// </summary>
    public int NewChannelsPerSourcePerMinute { get; set; } = 60_000;

    /// <summary>New channels one source may register since the start. Default 400,000: 100,000 twins of four channels.</summary>
    public int NewChannelsPerSource { get; set; } = 400_000;

    /// <summary>
    /// New channels all sources together may register since the start. Default 40,000,000: 10 million twins of four channels.
    /// </summary>
    public long NewChannelsMax { get; set; } = 40_000_000;

    /// <summary>Sources whose registrations are counted; beyond it new sources register nothing. Default 100,000.</summary>
    public int SourcesMax { get; set; } = 100_000;

    /// <summary>
    /// Fold lag beyond which nothing is accepted, milliseconds. Default 500: what is accepted is visible within half a second.
    /// </summary>
    public int FoldLagMsMax { get; set; } = 500;

    /// <summary>
    /// Durable records of one partition that are not folded yet, beyond which nothing is accepted. Default 1,000,000: a shard that
    /// stands still shows no lag, but this.
    /// </summary>
    public long FoldBacklogMax { get; set; } = 1_000_000;

    /// <summary>What a refused HTTP client is told to wait, seconds. Default 1: twice the lag that refuses.</summary>
    public int RetryAfterSeconds { get; set; } = 1;

    /// <summary>The answer for a door.</summary>
    public UnknownTwins For(string root) => Doors.TryGetValue(root, out var answer) ? answer : Unknown;
}

/// <summary>Holds the options to their ranges.</summary>
internal sealed class AdmissionOptionsValidator : IValidateOptions<AdmissionOptions>
{
    public ValidateOptionsResult Validate(string? name, AdmissionOptions options)
    {
        var rules = new OptionRules("City:Ingress:Admission");
        rules.AtLeast(nameof(options.NewChannelsPerSourcePerMinute), options.NewChannelsPerSourcePerMinute, 0);
        rules.AtLeast(nameof(options.NewChannelsPerSource), options.NewChannelsPerSource, 0);
        rules.AtLeast(nameof(options.NewChannelsMax), options.NewChannelsMax, 0);
        rules.AtLeast(nameof(options.SourcesMax), options.SourcesMax, 1);
        rules.AtLeast(nameof(options.FoldLagMsMax), options.FoldLagMsMax, 1);
        rules.AtLeast(nameof(options.FoldBacklogMax), options.FoldBacklogMax, 1);
        rules.AtLeast(nameof(options.RetryAfterSeconds), options.RetryAfterSeconds, 1);
        return rules.Result();
    }
}
