using CityActors.Simulators.Replay;
using CityActors.Simulators.Scorecards;
using CityActors.Simulators.Sending;
using CityActors.Simulators.Tests.Bench;

namespace CityActors.Simulators.Tests.Replay;

public sealed class ReplayLedgerTests
{
    private readonly ReplayLedger ledger = new(new SendCounts(TimeProvider.System));

    [Fact]
    public void Only_what_was_acknowledged_must_be_there()
    {
        for (var number = 0; number < 3; number++)
        {
            ledger.Sent(Messages.Of(number));
        }

        ledger.Ended(Messages.Of(0), SendOutcome.Acknowledged);
        ledger.Ended(Messages.Of(1), SendOutcome.Refused);
        Assert.Equal([true, false, false], Assert.Single(ledger.Expected()).Points.Select(static point => point.MustBeThere));
    }

    [Fact]
    public void An_old_recording_is_named_as_a_reason_and_a_new_one_is_not()
    {
        var message = Messages.Of(0);
        ledger.Sent(message);
        var observed = DateTimeOffset.FromUnixTimeMilliseconds(message.ObservedAtMs);
        Assert.Null(ledger.WhyPerhapsLost(observed.AddHours(2)));
        Assert.Contains("begins on 2025-11-25", ledger.WhyPerhapsLost(observed.AddDays(100)), StringComparison.Ordinal);
    }
}
