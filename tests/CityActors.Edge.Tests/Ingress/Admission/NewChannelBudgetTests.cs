using CityActors.Silo.Ingress.Admission;
using CityActors.Silo.Ingress.Gateway;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CityActors.Edge.Tests.Ingress.Admission;

/// <summary>How many new channels may be registered: by minute, by source, by city.</summary>
public sealed class NewChannelBudgetTests
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddDays(20_000));
    private readonly NewChannelBudget budget;

    public NewChannelBudgetTests() => budget = new NewChannelBudget(
        Options.Create(new AdmissionOptions
        {
            NewChannelsPerSourcePerMinute = 10, NewChannelsPerSource = 25, NewChannelsMax = 40, SourcesMax = 3,
        }),
        time);

    [Fact]
    public void A_source_gets_what_is_left_of_its_minute_and_of_its_total()
    {
        Assert.Equal(7, Take("a", 7));
        Assert.Equal(3, Take("a", 7));
        Assert.Equal(0, Take("a", 1));
        Assert.Equal(10, Take("b", 100));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(10, Take("a", 100));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(5, Take("a", 100));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, Take("a", 100));
    }

    [Fact]
    public void All_sources_together_get_no_more_than_the_city_has()
    {
        var taken = 0;
        for (var minute = 0; minute < 10; minute++)
        {
            taken += Take("a", 100) + Take("b", 100) + Take("c", 100);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(40, taken);
    }

    [Fact]
    public void Sources_beyond_the_limit_register_nothing()
    {
        Assert.Equal([1, 1, 1, 0], new[] { "a", "b", "c", "d" }.Select(name => Take(name, 1)));
        Assert.Equal(1, Take("a", 1));
    }

    [Fact]
    public void What_was_not_used_is_given_back()
    {
        Assert.Equal(10, Take("a", 10));
        budget.GiveBack(Source("a"), 4);
        Assert.Equal(4, Take("a", 10));
    }

    private int Take(string actor, int wanted) => budget.Take(Source(actor), wanted);

    private static IngestSource Source(string actor) => new(Doors.Mqtt, "city", "default", actor);
}
