using CityActors.Simulators.Sending;
using Microsoft.Extensions.Time.Testing;

namespace CityActors.Simulators.Tests.Sending;

public sealed class BackoffTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task Pauses_double_up_to_the_longest_and_start_over_after_a_success()
    {
        var backoff = new Backoff(time, TimeSpan.FromHours(1));
        foreach (var ms in new[] { 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000 })
        {
            await Pauses(backoff, TimeSpan.FromMilliseconds(ms));
        }

        backoff.Succeeded();
        await Pauses(backoff, TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task A_longer_pause_that_was_asked_for_is_kept() =>
        await Pauses(new Backoff(time, TimeSpan.FromHours(1)), TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(9));

    [Fact]
    public async Task Patience_ends_with_a_sentence()
    {
        var backoff = new Backoff(time, TimeSpan.FromMilliseconds(150));
        await Pauses(backoff, TimeSpan.FromMilliseconds(100));
        await Pauses(backoff, TimeSpan.FromMilliseconds(200));
        var failure = await Assert.ThrowsAsync<LinkFailedException>(
            () => backoff.Failed("Speaking to somebody", new IOException("gone"), TimeSpan.Zero, CancellationToken.None));
        Assert.Equal("Speaking to somebody failed for 0 s: gone", failure.Message);
    }

    private async Task Pauses(Backoff backoff, TimeSpan pause, TimeSpan atLeast = default)
    {
        var wait = backoff.Failed("x", null, atLeast, CancellationToken.None);
        time.Advance(pause - TimeSpan.FromMilliseconds(1));
        Assert.False(wait.IsCompleted, $"The pause was shorter than {pause}.");
        time.Advance(TimeSpan.FromMilliseconds(1));
        await wait.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
