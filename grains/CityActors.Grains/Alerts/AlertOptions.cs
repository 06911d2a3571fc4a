using System.Collections.Immutable;
using CityActors.Cases;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Alerts;

/// <summary>How alerts are taken in and folded to incidents.</summary>
public sealed class AlertOptions
{
    /// <summary>How long alerts are gathered after the first one; default 20 ms: operators wait for them.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Alerts of a partition that are written at the same time, 1-4,096; default 1,000: they share commits.</summary>
    public int AtOnce { get; set; } = 1_000;

    /// <summary>
    /// How far apart, in device time, alerts of one family and area may be to belong to one incident when the earlier ones do not stand
    /// any more; default 30 min.
    /// </summary>
    public TimeSpan CorrelationWindow { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Least severity that opens an incident; milder alerts only join one. Default medium.</summary>
    public Severity OpensFrom { get; set; } = Severity.Medium;

    /// <summary>Alerts that are folded to one incident, 1-5,000; beyond that another is opened. Default 2,000.</summary>
    public int AlertsPerIncidentMax { get; set; } = 2_000;

    /// <summary>
    /// Level of the zones that are areas of incidents; a twin's own zone counts when it lies above. Default 99: the smallest zone.
    /// </summary>
    public int AreaLevel { get; set; } = 99;

    /// <summary>
    /// Relations by which a dead twin folds those that point at it, separated by blanks. Default <c>refGateway refDevice
    /// refController</c>.
    /// </summary>
    public string FoldingRelations { get; set; } = "refGateway refDevice refController";

    internal ImmutableArray<string> Relations => [.. FoldingRelations.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}

/// <summary>Holds <see cref="AlertOptions"/> to what can work.</summary>
internal sealed class AlertOptionsValidator : IValidateOptions<AlertOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AlertOptions options) => options switch
    {
        _ when options.Delay <= TimeSpan.Zero => Fail(nameof(options.Delay), "a positive time", options.Delay),
        { AtOnce: < 1 or > 4_096 } => Fail(nameof(options.AtOnce), "1-4,096", options.AtOnce),
        _ when options.CorrelationWindow < TimeSpan.Zero || options.CorrelationWindow > TimeSpan.FromDays(7) =>
            Fail(nameof(options.CorrelationWindow), "0-7 days", options.CorrelationWindow),
        _ when !Enum.IsDefined(options.OpensFrom) => Fail(nameof(options.OpensFrom), "a severity", options.OpensFrom),
        { AlertsPerIncidentMax: < 1 or > 5_000 } => Fail(nameof(options.AlertsPerIncidentMax), "1-5,000", options.AlertsPerIncidentMax),
        { FoldingRelations: null or { Length: > 1_000 } } => Fail(nameof(options.FoldingRelations), "at most 1,000 characters", "more"),
        _ => ValidateOptionsResult.Success,
    };

    private static ValidateOptionsResult Fail(string key, string expected, object got) =>
        ValidateOptionsResult.Fail($"Alerts:{key} must be {expected}, got {got}.");
}
