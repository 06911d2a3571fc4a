using CityActors.Identity;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Ingress.Gateway;

/// <summary>Memory and groups of the way into the log.</summary>
public sealed class GatewayOptions
{
    /// <summary>Tenant of everything that comes in. Default: <see cref="Caller.DefaultTenant"/>; one silo serves one city.</summary>
    public string Tenant { get; set; } = Caller.DefaultTenant;

    /// <summary>Channels whose address is cached, 24 bytes each. Default 1,048,576 (24 MiB); beyond it the shard is asked again.</summary>
    public int ChannelsCached { get; set; } = 1 << 20;

    /// <summary>Batches that may wait for the next flush. Default 1,024; beyond it senders wait.</summary>
    public int BatchesWaitingMax { get; set; } = 1_024;

    /// <summary>Bytes put into one flush, at least one batch. Default 4 MiB: about 130,000 readings.</summary>
    public int GroupBytesMax { get; set; } = 4 << 20;

    /// <summary>Flushes under way at a time. Default 3: one on the disk, one being copied, one waiting.</summary>
    public int AppendsInFlight { get; set; } = 3;

    /// <summary>Entries waiting for the quarantine. Default 2,048; beyond it they are counted and dropped.</summary>
    public int QuarantineWaitingMax { get; set; } = 2_048;

    /// <summary>
    /// Entries one source may put into the quarantine in a minute. Default 100: a broken device shows itself in the first few.
    /// </summary>
    public int QuarantinePerSourcePerMinute { get; set; } = 100;
}

/// <summary>Holds the options to their ranges.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var rules = new OptionRules("City:Ingress:Gateway");
        rules.Must(
            nameof(options.Tenant), !string.IsNullOrWhiteSpace(options.Tenant) && options.Tenant.Length <= Caller.TenantBytesMax,
            $"must be 1-{Caller.TenantBytesMax} characters");
        rules.AtLeast(nameof(options.ChannelsCached), options.ChannelsCached, 1_024);
        rules.AtMost(nameof(options.ChannelsCached), options.ChannelsCached, 80_000_000);
        rules.AtLeast(nameof(options.BatchesWaitingMax), options.BatchesWaitingMax, 1);
        rules.AtLeast(nameof(options.GroupBytesMax), options.GroupBytesMax, 4_096);
        rules.AtLeast(nameof(options.AppendsInFlight), options.AppendsInFlight, 2);
        rules.AtLeast(nameof(options.QuarantineWaitingMax), options.QuarantineWaitingMax, 1);
        rules.AtLeast(nameof(options.QuarantinePerSourcePerMinute), options.QuarantinePerSourcePerMinute, 0);
        return rules.Result();
    }
}
