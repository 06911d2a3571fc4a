using CityActors.Simulators.Command;
using CityActors.Simulators.Reach;
using CityActors.Simulators.Scorecards;
using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Replay;

/// <summary>The verb <c>replay</c>.</summary>
internal static class ReplayVerb
{
    /// <summary>Feeds recorded data and prints a scorecard.</summary>
    public static async Task<int> Run(
        string[] arguments, TextWriter answers, TextWriter sentences, CancellationToken cancellationToken)
    {
        var line = new CommandLine(
            "replay", arguments,
            [
                "--to", "--epoch", "--speed", "--network", "--mapping", "--detectors", "--source", "--connections", "--payload",
                "--patience", "--api",
            ],
            "--no-check");
        var plan = ReplayPlan.Of(line, TimeProvider.System);
        using var city = new CityReach(CheckPlace.Of(line, plan.Target));
        var isReachable = await city.IsReachable(cancellationToken);
        if (plan.Network is not null && isReachable)
        {
            await city.Define(plan.Network.Segments, cancellationToken);
        }

        if (plan.Loops.Count > 0 && isReachable)
        {
            await city.Define(plan.Loops, cancellationToken);
        }

        if (!isReachable)
        {
            await sentences.WriteLineAsync($"No API at {city.Address}: twins are registered by their readings; --api says where it is.");
        }

        var run = new ReplayRun(plan, isReachable ? city : null, TimeProvider.System);
        var isBroken = false;
        try
        {
            await run.Send(cancellationToken);
        }
        catch (Exception end) when (end is RecordingBrokenException or LinkFailedException)
        {
            isBroken = true;
            await sentences.WriteLineAsync(end.Message);
        }

        await Tell(plan.Recording, sentences);
        var check = line.Has("--no-check") || !isReachable
            ? HistoryCheck.None(isReachable ? "--no-check: history was not asked." : $"No API at {city.Address}: history was not asked.")
            : await Check(run.Ledger, city, cancellationToken);
        var card = Scorecard.Of("replay", plan.Target.ToString(), plan.Payload.ToString().ToLowerInvariant(), run.Counts, run.Took, check);
        await answers.WriteLineAsync(card.Json());
        return card.IsPerfect && !isBroken ? Verbs.Done : Verbs.Failed;
    }

    private static async Task<HistoryCheck> Check(ReplayLedger ledger, CityReach city, CancellationToken cancellationToken)
    {
        var note = ledger.NotKept == 0 ? null : $"{ledger.NotKept} messages were not looked at.";
        var check = await new HistoryAudit(new PastReach(city.Http), TimeProvider.System, HistoryAudit.SettleDefault)
            .Run(ledger.Expected(), note, cancellationToken);
        return check.Lost > 0 && check.Note is null ? check with { Note = ledger.WhyPerhapsLost(DateTimeOffset.UtcNow) } : check;
    }

    private static async Task Tell(Recording recording, TextWriter sentences)
    {
        foreach (var why in recording.LeftOutWhy)
        {
            await sentences.WriteLineAsync(why);
        }

        if (recording.LeftOut > recording.LeftOutWhy.Count)
        {
            await sentences.WriteLineAsync($"{recording.LeftOut} rows or values were left out in all.");
        }
    }
}
