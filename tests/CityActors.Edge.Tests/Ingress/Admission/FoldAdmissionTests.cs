using CityActors.Domain.Log;
using CityActors.Edge.Tests.Log.Bench;
using CityActors.Grains.Log;
using CityActors.Grains.Tests.Memory;
using CityActors.Grains.Twins;
using CityActors.Silo.Ingress.Admission;
using CityActors.Twins.Channels;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CityActors.Edge.Tests.Ingress.Admission;

/// <summary>Nothing is accepted that cannot be folded soon.</summary>
public sealed class FoldAdmissionTests
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddDays(20_000));
    private readonly PaperLog log = new(new Pulse());
    private readonly ShardProgress progress = new(4);
    private readonly FoldAdmission admission;

    public FoldAdmissionTests()
    {
        admission = new FoldAdmission(
            log, progress, Options.Create(new AdmissionOptions { FoldLagMsMax = 500, FoldBacklogMax = 100 }), time);
        for (var partition = 0; partition < 4; partition++)
        {
            progress.ReportCaughtUp(partition, true);
        }
    }

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    [Fact]
    public void It_is_open_up_to_the_lag_that_is_allowed()
    {
        progress.Begin(1, NowMs - 500);
        Assert.Equal(AdmissionState.Open, admission.State);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(AdmissionState.Lagging, admission.State);
        progress.End(1, 0);
        Assert.Equal(AdmissionState.Open, admission.State);
    }

    [Fact]
    public async Task A_shard_that_stands_still_shows_by_its_backlog()
    {
        var records = new RecordWriter();
        for (var i = 0; i < 101; i++)
        {
            records.Reading(0, ValueKind.Number, 0, [], 0, 0);
        }

        await log.Append([new LogEntry(2, "default", "d1", NowMs, records.Count, records.Written)]);
        Assert.Equal(AdmissionState.Lagging, admission.State);
        progress.End(2, 0);
        Assert.Equal(AdmissionState.Open, admission.State);
    }

    [Fact]
    public void A_shard_that_replays_closes_it_and_a_failed_log_comes_first()
    {
        progress.ReportCaughtUp(3, false);
        Assert.Equal(AdmissionState.Replaying, admission.State);
        log.Failure = "No space left on device.";
        Assert.Equal(AdmissionState.LogFailed, admission.State);
    }

    [Fact]
    public async Task Whoever_waits_goes_on_when_it_opens_or_the_log_fails()
    {
        progress.Begin(1, NowMs - 10_000);
        var first = admission.WaitUntilDecided(CancellationToken.None).AsTask();
        var second = admission.WaitUntilDecided(CancellationToken.None).AsTask();
        using var gone = new CancellationTokenSource();
        var third = admission.WaitUntilDecided(gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
        Assert.False(first.IsCompleted || second.IsCompleted);
        progress.End(1, 0);
        time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal(AdmissionState.Open, await first.Within("the first to go on"));
        Assert.Equal(AdmissionState.Open, await second.Within("the second to go on"));
        progress.Begin(1, NowMs - 10_000);
        var last = admission.WaitUntilDecided(CancellationToken.None).AsTask();
        log.Failure = "No space left on device.";
        time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal(AdmissionState.LogFailed, await last.Within("the last to be told"));
    }
}
