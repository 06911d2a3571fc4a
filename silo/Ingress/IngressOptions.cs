using CityActors.Silo.Ingress.Admission;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Http;
using CityActors.Silo.Ingress.Mqtt;
using CityActors.Silo.Ingress.Payloads.LineProtocol;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Ingress;

/// <summary>What belongs to all doors, and the options of each; bound to <c>City:Ingress</c>.</summary>
public sealed class IngressOptions
{
    /// <summary>First levels of topics there are. Default: <c>city</c>. Each may have its own answer to unknown twins.</summary>
    public IList<string> TopicRoots { get; init; } = ["city"];

    /// <summary>Who and how much is let in.</summary>
    public AdmissionOptions Admission { get; init; } = new();

    /// <summary>Memory and groups of the way into the log.</summary>
    public GatewayOptions Gateway { get; init; } = new();

    /// <summary>The MQTT server.</summary>
    public MqttOptions Mqtt { get; init; } = new();

    /// <summary>The HTTP doors.</summary>
    public HttpIngestOptions Http { get; init; } = new();

    /// <summary>How lines of line protocol name their twin.</summary>
    public LineProtocolOptions LineProtocol { get; init; } = new();

    /// <summary>
    /// Units of channels whose devices do not say them, <c>Type/channel</c> → unit as SenML writes it, at most 32 printable ASCII
    /// characters. Default: none, the table of Smart Data Models alone.
    /// </summary>
    public IDictionary<string, string> Units { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>Holds the options to their ranges.</summary>
internal sealed class IngressOptionsValidator : IValidateOptions<IngressOptions>
{
    public ValidateOptionsResult Validate(string? name, IngressOptions options)
    {
        var rules = new OptionRules("City:Ingress");
        rules.Must(
            nameof(options.TopicRoots),
            options.TopicRoots.Count > 0
            && options.TopicRoots.All(static root => root.Length > 0 && root.AsSpan().IndexOfAny("/+#$") < 0),
            "must name at least one topic level without / + # $");
        rules.Must(
            nameof(options.LineProtocol),
            options.LineProtocol.TwinTags.Count + options.LineProtocol.NameTags.Count > 0,
            "must have at least one tag that names a twin");
        rules.Must(
            nameof(options.Units),
            options.Units.All(static one => one.Key.Contains('/', StringComparison.Ordinal)
                && one.Value is { Length: > 0 and <= 32 } && !one.Value.AsSpan().ContainsAnyExceptInRange(' ', '~')),
            "must map Type/channel to a unit of 1-32 printable ASCII characters");
        IEnumerable<ValidateOptionsResult> all =
        [
            rules.Result(),
            new AdmissionOptionsValidator().Validate(name, options.Admission),
            new GatewayOptionsValidator().Validate(name, options.Gateway),
            new MqttOptionsValidator().Validate(name, options.Mqtt),
            new HttpIngestOptionsValidator().Validate(name, options.Http),
        ];
        var problems = all.SelectMany(static result => result.Failures ?? []).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
