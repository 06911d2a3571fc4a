using CityActors.Simulators.Command;
using CityActors.Simulators.Reach;
using CityActors.Simulators.Scorecards;
using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Load;

/// <summary>The verb <c>load</c>.</summary>
internal static class LoadVerb
{
    private const long TwinsCheckedDefault = 500;

    /// <summary>Drives a city and prints a scorecard.</summary>
    public static async Task<int> Run(
        string[] arguments, TextWriter answers, TextWriter sentences, CancellationToken cancellationToken)
    {
        var line = new CommandLine(
            "load", arguments,
            [
                "--twins", "--rate", "--duration", "--to", "--connections", "--payload", "--qos", "--window", "--patience", "--api",
                "--check",
            ]);
        line.Words();
        var plan = LoadPlan.Of(line);
        var api = CheckPlace.Of(line, plan.Target);
        var twinsChecked = line.Whole("--check", TwinsCheckedDefault, 0, int.MaxValue);
        var run = new LoadRun(plan, TimeProvider.System);
        try
        {
            await run.Send(cancellationToken);
        }
        catch (LinkFailedException failed)
        {
            await sentences.WriteLineAsync(failed.Message);
        }

        var check = twinsChecked == 0
            ? HistoryCheck.None("--check 0: history was not asked.")
            : await Check(plan, run, api, twinsChecked, cancellationToken);
        var card = Scorecard.Of("load", plan.Target.ToString(), plan.Payload.ToString().ToLowerInvariant(), run.Counts, run.Took, check);
        await answers.WriteLineAsync(card.Json());
        return card.IsPerfect ? Verbs.Done : Verbs.Failed;
    }

    private static async Task<HistoryCheck> Check(LoadPlan plan, LoadRun run, Uri api, long most, CancellationToken cancellationToken)
    {
        using var city = new CityReach(api);
        if (!await city.IsReachable(cancellationToken))
        {
            return HistoryCheck.None($"No API at {api}: history was not asked; --api says where it is.");
        }

        var step = Math.Max(1, plan.Twins / (int)Math.Min(most, plan.Twins));
        var chosen = Enumerable.Range(0, plan.Twins).Where(twin => twin % step == 0).Select(run.Expected).OfType<ExpectedSeries>();
        var note = step == 1 ? null : $"One twin of {step} was looked at; --check {plan.Twins} looks at all.";
        return await new HistoryAudit(new PastReach(city.Http), TimeProvider.System, HistoryAudit.SettleDefault)
            .Run(chosen, note, cancellationToken);
    }
}
