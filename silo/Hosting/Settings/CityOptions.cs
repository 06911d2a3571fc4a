using System.Net;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Hosting.Settings;

/// <summary>The settings of the whole city, under <c>City:</c>. Each room has its own beside these, under <c>City:{Room}:</c>.</summary>
public sealed class CityOptions
{
    /// <summary>Configuration section of the city and of its rooms.</summary>
    public const string Section = "City";

    /// <summary>Folder that holds everything the city remembers. Default: <c>data</c> in the working directory.</summary>
    public string Data { get; set; } = "data";

    /// <summary>Address of console and API, HOST:PORT, loopback only. Default: 127.0.0.1:8080.</summary>
    public string Http { get; set; } = "127.0.0.1:8080";

    /// <summary>Address of the MQTT server, HOST:PORT, loopback only. Default: 127.0.0.1:1883, the port that MQTT devices expect.</summary>
    public string Mqtt { get; set; } = "127.0.0.1:1883";

    /// <summary>What this process does: <c>all</c>. Default: all, because nothing else has to be installed then.</summary>
    public string Role { get; set; } = "all";

    /// <summary>Where history is kept: <c>duckdb</c>. Default: duckdb, embedded.</summary>
    public string History { get; set; } = "duckdb";

    /// <summary>Whether a sample city with its devices is started. Default: no, the city starts empty.</summary>
    public bool Demo { get; set; }

    /// <summary>
    /// Whether packaged rules, reference tables, derivations and KPIs are written at the start unless somebody has edited them. Default:
    /// yes; a city without rules watches nothing.
    /// </summary>
    public bool Seeds { get; set; } = true;

    /// <summary>
    /// OTLP endpoint that traces and metrics are sent to, e.g. <c>http://127.0.0.1:4317</c>. Default: empty, nothing is sent.
    /// </summary>
    public string Otlp { get; set; } = "";

    /// <summary>
    /// How long a graceful stop may take, seconds, 1-300. Default: 30; what is not done by then, the next start makes good.
    /// </summary>
    public int StopSeconds { get; set; } = 30;

    internal string DataPath => Path.GetFullPath(Data);

    /// <summary>Place of a room's file or folder: always in the data folder, whose lock is what keeps two cities apart.</summary>
    internal string PathOf(string name) => Path.Combine(DataPath, name);

    internal IPEndPoint HttpEndPoint => EndPoints.Parse(nameof(Http), Http);

    internal IPEndPoint MqttEndPoint => EndPoints.Parse(nameof(Mqtt), Mqtt);
}

/// <summary>Refuses settings that cannot work, in sentences that name the key.</summary>
internal sealed class CityOptionsValidator : IValidateOptions<CityOptions>
{
    public ValidateOptionsResult Validate(string? name, CityOptions options)
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Data))
        {
            failures.Add("City:Data must name a folder, it is empty.");
        }

        EndPoints.Check(nameof(options.Http), options.Http, failures);
        EndPoints.Check(nameof(options.Mqtt), options.Mqtt, failures);
        if (failures.Count == 0 && options.Http == options.Mqtt)
        {
            failures.Add($"City:Mqtt must differ from City:Http, both are {options.Http}.");
        }

        if (options.Role != "all")
        {
            failures.Add(options.Role is "silo" or "web"
                ? $"City:Role '{options.Role}' needs a cluster of several processes, which is not available yet; available is 'all'."
                : $"City:Role must be 'all', got '{options.Role}'.");
        }

        if (options.History != "duckdb")
        {
            failures.Add(options.History.StartsWith("influx=", StringComparison.Ordinal)
                ? "City:History 'influx=URL' is not available yet; available is 'duckdb'."
                : $"City:History must be 'duckdb', got '{options.History}'.");
        }

        if (options.Otlp.Length > 0 && !(Uri.TryCreate(options.Otlp, UriKind.Absolute, out var otlp) && otlp.Scheme is "http" or "https"))
        {
            failures.Add("City:Otlp must be an http or https address or empty.");
        }

        if (options.StopSeconds is < 1 or > 300)
        {
            failures.Add($"City:StopSeconds must be 1-300, got {options.StopSeconds}.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
