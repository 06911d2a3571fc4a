using System.Text.Json;
using CityActors.Simulators.Command;
using CityActors.Simulators.Sending;
using CityActors.Twins;

namespace CityActors.Simulators.Fleet.Commanded;

/// <summary>The verb <c>devices</c>.</summary>
internal static class DevicesVerb
{
    private const int IdsMax = 10_000;
    private static readonly JsonSerializerOptions Lines = new() { WriteIndented = true };

    /// <summary>Lets devices take commands for a while and prints what they met.</summary>
    public static async Task<int> Run(string[] arguments, TextWriter answers, TextWriter sentences, CancellationToken cancellationToken)
    {
        var line = new CommandLine(
            "devices", arguments,
            ["--ids", "--to", "--duration", "--seed", "--refused", "--failed", "--unanswered", "--lied", "--work"]);
        line.Words();
        if (!Target.TryParse(line.Text("--to") ?? "", out var target) || !target.IsMqtt)
        {
            throw new UsageException("devices: --to must be mqtt://HOST:PORT.");
        }

        var behaviour = Behaviour(line);
        var counts = new CommandCounts();
        var duration = TimeSpan.FromSeconds(line.Number("--duration", null, 1, 1e6));
        await using (var fleet = new CommandedFleet(Ids(line), target, behaviour, new DeviceSettings(), counts, TimeProvider.System))
        {
            await sentences.WriteLineAsync($"{fleet.Count} devices wait for commands at {target} for {duration.TotalSeconds:0} s.");
            await Task.Delay(duration, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await answers.WriteLineAsync(JsonSerializer.Serialize(
            new
            {
                received = counts.Received, repeated = counts.Repeated, expired = counts.Expired, takenBack = counts.TakenBack,
                obeyed = counts.Of(CommandReaction.Obey), refused = counts.Of(CommandReaction.Refuse),
                failed = counts.Of(CommandReaction.Fail), unanswered = counts.Of(CommandReaction.StaySilent),
                lied = counts.Of(CommandReaction.Lie),
            },
            Lines));
        return Verbs.Done;
    }

    private static CommandBehaviour Behaviour(CommandLine line)
    {
        var behaviour = new CommandBehaviour
        {
            Seed = line.Whole("--seed", 42, long.MinValue, long.MaxValue),
            Refused = line.Number("--refused", 0, 0, 1),
            Failed = line.Number("--failed", 0, 0, 1),
            Unanswered = line.Number("--unanswered", 0, 0, 1),
            Lied = line.Number("--lied", 0, 0, 1),
            Work = TimeSpan.FromSeconds(line.Number("--work", 0.2, 0, 3_600)),
        };
        return behaviour.Refused + behaviour.Failed + behaviour.Unanswered + behaviour.Lied <= 1
            ? behaviour
            : throw new UsageException("devices: the shares --refused, --failed, --unanswered and --lied must not sum up to more than 1.");
    }

    private static string[] Ids(CommandLine line)
    {
        var ids = (line.Text("--ids") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var wrong = Array.Find(ids, static id => !TwinId.IsValid(id));
        return ids.Length is > 0 and <= IdsMax && wrong is null
            ? ids
            : throw new UsageException(
                $"devices: --ids must name 1-{IdsMax} twins with commas between them, got '{wrong ?? $"{ids.Length}"}'.");
    }
}
