using System.Text.Json;
using CityActors.Simulators.Scorecards;
using CityActors.Simulators.Sending;
using CityActors.Simulators.Tests.Bench;
using Microsoft.Extensions.Time.Testing;

namespace CityActors.Simulators.Tests.Scorecards;

public sealed class ScorecardTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Counts_and_delays_are_added_up()
    {
        var counts = Run(acknowledged: 98, refused: 1, silent: 1);
        var card = Scorecard.Of("load", "mqtt://x:1", "flat", counts, TimeSpan.FromSeconds(2), new HistoryCheck(5, 60, 58, 2, 3, 1, null));
        Assert.Equal((100, 98, 1, 1), (card.Sent, card.Acknowledged, card.Refused, card.Unacknowledged));
        Assert.Equal((58, 2, 3), (card.Stored, card.Lost, card.Duplicated));
        Assert.Equal((98, 49.0), (card.AckMs!.Max, card.AcknowledgedPerSecond));
        Assert.Equal(49, card.AckMs.P50, 1.0);
        Assert.Equal(98, card.AckMs.P99, 2.0);
        Assert.False(card.IsPerfect);
    }

    [Fact]
    public void What_was_not_asked_is_null_and_not_zero()
    {
        var card = Scorecard.Of("load", "x", "flat", Run(0, 0, 0), TimeSpan.Zero, HistoryCheck.None("Nobody was there."));
        using var json = JsonDocument.Parse(card.Json());
        foreach (var name in new[] { "stored", "lost", "duplicated", "ackMs" })
        {
            Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty(name).ValueKind);
        }

        Assert.Equal("Nobody was there.", json.RootElement.GetProperty("checked").GetProperty("note").GetString());
    }

    [Theory]
    [InlineData(10, 0, 0, 0, 0, true)]
    [InlineData(10, 1, 0, 0, 0, false)]
    [InlineData(10, 0, 1, 0, 0, false)]
    [InlineData(10, 0, 0, 1, 0, false)]
    [InlineData(10, 0, 0, 0, 1, false)]
    public void Perfect_means_nothing_refused_silent_lost_or_doubled(
        int acknowledged, int refused, int silent, long lost, long duplicated, bool isPerfect)
    {
        var check = new HistoryCheck(1, 10, 10, lost, duplicated, 0, null);
        Assert.Equal(isPerfect, Scorecard.Of("x", "x", "x", Run(acknowledged, refused, silent), TimeSpan.Zero, check).IsPerfect);
    }

    private SendCounts Run(int acknowledged, int refused, int silent)
    {
        var counts = new SendCounts(time);
        ISendLedger ledger = counts;
        var start = time.GetTimestamp();
        for (var number = 0; number < acknowledged + refused + silent; number++)
        {
            var message = Messages.Of(number) with { DueAt = start };
            ledger.Sent(message);
            time.Advance(TimeSpan.FromMilliseconds(number < acknowledged ? 1 : 0));
            if (number < acknowledged + refused)
            {
                ledger.Ended(message, number < acknowledged ? SendOutcome.Acknowledged : SendOutcome.Refused);
            }
        }

        return counts;
    }
}
