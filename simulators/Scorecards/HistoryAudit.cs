using CityActors.Simulators.Reach;
using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Scorecards;

/// <summary>Asks history for what was sent. History follows the log, so what is missing is asked for again for a while.</summary>
/// <param name="history">The city's history.</param>
/// <param name="time">Clock.</param>
/// <param name="settle">How long history may take to follow.</param>
internal sealed class HistoryAudit(PastReach history, TimeProvider time, TimeSpan settle)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Default of the time history may take.</summary>
    public static readonly TimeSpan SettleDefault = TimeSpan.FromSeconds(60);

    /// <summary>Looks for all series.</summary>
    /// <param name="all">What is to be there.</param>
    /// <param name="note">What is to be said of the choice.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<HistoryCheck> Run(IEnumerable<ExpectedSeries> all, string? note, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var twins = new HashSet<string>(StringComparer.Ordinal);
        var readings = 0L;
        var sum = default(SeriesTally);
        try
        {
            foreach (var expected in all)
            {
                SeriesTally tally;
                while ((tally = SeriesTally.Of(expected, await Ask(expected, cancellationToken))).Lost > 0
                    && time.GetElapsedTime(start) < settle)
                {
                    await Task.Delay(Pause, time, cancellationToken);
                }

                twins.Add(expected.Twin);
                readings += expected.Points.Count;
                sum += tally;
            }
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or LinkFailedException)
        {
            note = $"History could not be read to the end: {unreachable.Message}";
        }

        return new HistoryCheck(twins.Count, readings, sum.Stored, sum.Lost, sum.Duplicated, sum.Unexpected, note);
    }

    private Task<List<PastPoint>> Ask(ExpectedSeries expected, CancellationToken cancellationToken)
    {
        var from = expected.Points.Min(static point => point.AtMs);
        var to = expected.Points.Max(static point => point.AtMs) + 1;
        return history.Read(expected.Twin, expected.Channel, from, to, cancellationToken);
    }
}
