using System.Text.Json;
using System.Text.Json.Serialization;
using CityActors.Simulators.Command;
using CityActors.Simulators.Reach;

namespace CityActors.Simulators.Fingerprints;

/// <summary>The verb <c>hash</c>.</summary>
internal static class HashVerb
{
    private const int SpanDaysMax = 3_650;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Prints the fingerprint of a city.</summary>
    public static async Task<int> Run(string[] arguments, TextWriter answers, CancellationToken cancellationToken)
    {
        var line = new CommandLine("hash", arguments, ["--of", "--from", "--to", "--type"], "--history", "--twins");
        line.Words();
        var address = line.Api("--of") ?? throw new UsageException("hash: --of is missing: http://HOST:PORT.");
        if (!line.Has("--history") && (line.Has("--from") || line.Has("--to")))
        {
            throw new UsageException("hash: --from and --to are of --history.");
        }

        var to = line.Moment("--to") ?? DateTimeOffset.UtcNow.AddDays(1);
        var from = line.Moment("--from") ?? to.AddDays(-SpanDaysMax);
        if (to <= from || (to - from).TotalDays > SpanDaysMax)
        {
            throw new UsageException($"hash: --to must be later than --from, by at most {SpanDaysMax} days.");
        }

        using var city = new CityReach(address);
        (long, long)? span = line.Has("--history") ? (from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds()) : null;
        var fingerprint = await CityFingerprint.Take(city, span, line.Has("--twins"), line.Text("--type"), cancellationToken);
        await answers.WriteLineAsync(JsonSerializer.Serialize(fingerprint, Options));
        return Verbs.Done;
    }
}
