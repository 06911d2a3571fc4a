using CityActors.Domain.Changes;
using CityActors.Domain.Log;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Twins.Fold;

public sealed class SilenceTests
{
    private const string Bus = "urn:ngsi-ld:Vehicle:29B-123.45";
    private readonly FoldedCity city = new();

    public SilenceTests()
    {
        var definition = TwinDefinition.Bare(Bus) with
        {
            Channels = [new ChannelDefinition("location", null)],
            ExpiresAfter = TimeSpan.FromSeconds(60),
        };
        city.Log(writer => writer.Register(definition));
        city.Listen();
    }

    [Theory]
    [InlineData(59_999, false)]
    [InlineData(60_000, true)]
    public void Twin_expires_by_ticks_when_nothing_arrived_for_its_time_to_live(int afterMs, bool expired)
    {
        city.Log(static writer => writer.Tick(FoldedCity.Start));
        city.Log(writer => writer.Tick(FoldedCity.Start + afterMs));

        Assert.Equal(expired, IsExpired());
        Assert.Equal(expired ? [ChangeKind.Expired] : [], city.Kinds());
    }

    [Fact]
    public void Readings_put_expiry_off_by_their_arrival_not_by_what_the_device_says()
    {
        city.NowMs = FoldedCity.Start + 50_000;
        city.Read(Bus, "location", TwinValue.OfPosition(105.8, 21), FoldedCity.Start - 3_600_000);
        city.Log(static writer => writer.Tick(FoldedCity.Start + 100_000));
        Assert.False(IsExpired());

        city.Log(static writer => writer.Tick(FoldedCity.Start + 110_000));
        Assert.True(IsExpired());
    }

    [Fact]
    public void Expired_twin_lives_again_with_its_next_reading_and_expires_again()
    {
        city.Log(static writer => writer.Tick(FoldedCity.Start + 60_000));
        city.NowMs = FoldedCity.Start + 70_000;
        city.Read(Bus, "location", TwinValue.OfPosition(105.8, 21), city.NowMs);
        Assert.False(IsExpired());
        city.Log(static writer => writer.Tick(FoldedCity.Start + 200_000));

        Assert.Equal([ChangeKind.Expired, ChangeKind.Revived, ChangeKind.Reading, ChangeKind.Expired], city.Kinds());
    }

    [Fact]
    public void Gap_in_which_the_city_was_down_restarts_the_clocks_instead_of_a_storm()
    {
        city.NowMs = FoldedCity.Start + 3_600_000;
        city.Log(writer => writer.Gap(FoldedCity.Start, city.NowMs));
        city.Log(writer => writer.Tick(city.NowMs + 59_000));
        Assert.False(IsExpired());

        city.Log(writer => writer.Tick(city.NowMs + 60_000));
        Assert.True(IsExpired());
    }

    [Fact]
    public void Expired_twin_is_not_on_the_map_nor_on_its_road()
    {
        city.Log(static writer => writer.Road("urn:ngsi-ld:RoadSegment:1", [(105.80, 21), (105.81, 21)]));
        city.Read(Bus, "location", TwinValue.OfPosition(105.805, 21), FoldedCity.Start);
        Assert.Equal([Bus], city.State.OnSegment("urn:ngsi-ld:RoadSegment:1", 10));
        Assert.Single(city.State.Within(new CityActors.Map.MapView(105, 20, 106, 22, [], 10)));

        city.Log(static writer => writer.Tick(FoldedCity.Start + 61_000));

        Assert.Empty(city.State.OnSegment("urn:ngsi-ld:RoadSegment:1", 10));
        Assert.Empty(city.State.Within(new CityActors.Map.MapView(105, 20, 106, 22, [], 10)));
    }

    [Fact]
    public void Ticks_that_go_back_are_passed_over()
    {
        city.Log(static writer => writer.Tick(FoldedCity.Start + 60_000));
        city.Log(static writer => writer.Tick(FoldedCity.Start - 60_000));

        Assert.Equal([ChangeKind.Expired], city.Kinds());
    }

    private bool IsExpired() => city.State.TryFind(Bus, out var twin) && city.State.Read(twin)!.Expired;
}
