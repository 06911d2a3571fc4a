using CityActors.Alerts;
using CityActors.Cases;
using CityActors.Domain.Alerts;
using CityActors.Domain.Cases;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Alerts;

/// <summary>What holds of an alert whatever is said of it and done with it, in whatever order.</summary>
public sealed class AlertLawTests
{
    [Property(MaxTest = 500)]
    public void Any_sequence_ends_in_a_legal_state_and_replay_gives_the_same(byte[] steps)
    {
        var life = new AlertLife().Hear(AlertReportKind.Raised);
        foreach (var step in steps)
        {
            var before = life.Alert!;
            var allowed = AlertMoves.Allowed(before);
            var decision = Step(life, step);
            Legal(life.Alert!);
            if (decision is { Outcome: MoveOutcome.Refused })
            {
                Assert.Equal(before, life.Alert);
            }

            if (decision is { Outcome: MoveOutcome.Done } done && AlertMoves.NameOf(ActionOf(life, step)!) is { } name)
            {
                Assert.Contains(name, allowed);
                Assert.NotEmpty(done.Events);
            }
        }

        Assert.Equal(CaseJson.Write(life.Alert), CaseJson.Write(life.Replayed));
    }

    [Property(MaxTest = 200)]
    public void Events_come_back_from_JSON_as_they_were(byte[] steps)
    {
        var life = new AlertLife().Hear(AlertReportKind.Raised);
        foreach (var step in steps)
        {
            Step(life, step);
        }

        Assert.All(life.Events, static each =>
            Assert.Equal(each.Event, CaseJson.Read<AlertEvent>(CaseJson.Write(each.Event))));
    }

    private static AlertDecision? Step(AlertLife life, byte step)
    {
        life.Now = life.Now.AddMinutes(step % 5);
        if (ActionOf(life, step) is { } action)
        {
            return life.Do(action, step % 2 == 0 ? "lan" : "minh");
        }

        if (step % 12 < 10)
        {
            life.Hear((AlertReportKind)((step % 3) + 2));
        }
        else
        {
            life.Reconsider(step % 4 == 0 ? "window" : null);
        }

        return null;
    }

    private static AlertAction? ActionOf(AlertLife life, byte step) => (step % 12) switch
    {
        0 or 1 => new AcknowledgeAlert(),
        2 => new AssignAlert(step % 8 < 4 ? "đội" : null),
        3 => new CommentAlert("ghi"),
        4 or 5 => new ShelveAlert(AlertLife.Start.AddDays(1)),
        6 => new UnshelveAlert(),
        7 => new LinkAlert(step % 8 < 4 ? "inc" : null),
        _ => null,
    };

    private static void Legal(Alert alert)
    {
        Assert.True(Enum.IsDefined(alert.Phase));
        Assert.Equal(alert.Shelved is null, alert.ShelvedUntil is null);
        Assert.False(alert is { ClearedAt: not null, Shelved: not null });
        Assert.False(alert is { ClearedAt: not null, ReturnedAt: null });
        Assert.Subset(
            new HashSet<string> { "acknowledge", "assign", "comment", "shelve", "unshelve" }, AlertMoves.Allowed(alert).ToHashSet());
    }
}
