using CityActors.Domain.Log;
using CityActors.Grains.Registry;
using CityActors.Map;
using CityActors.Twins;
using CityActors.Twins.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace CityActors.Grains.Tests.Changes;

/// <summary>History, registry and quarantine store everything once, whatever fails and whoever is killed.</summary>
public sealed class FollowerTests
{
    private const long Noon = 1_790_000_000_000;

    [Fact]
    public async Task History_that_fails_after_it_stored_and_a_city_that_is_killed_store_each_reading_once()
    {
        await using var city = await TestCity.Awake();
        var address = await city.Address("urn:ngsi-ld:Sensor:a", "level");
        for (var number = 0; number < 200; number++)
        {
            city.History.FailuresLeft = number % 40 == 0 ? 2 : city.History.FailuresLeft;
            await city.Send(address, TwinValue.Of(number), Noon + number);
            if (number == 100)
            {
                await city.Kill();
                await city.Start();
            }
        }

        await city.Statuses();
        await city.Pulse.Until(() => city.History.RowsOf(address.Partition).Count >= 200, "200 readings in history");

        Assert.Equal(
            Enumerable.Range(0, 200).Select(static number => (double)number),
            city.History.RowsOf(address.Partition).Select(static row => row.Value.Number));
        Assert.Equal("level", city.History.Channels[(address.Partition, address.Handle)].Channel);
    }

    [Fact]
    public async Task Follower_that_is_behind_holds_the_floor_of_the_change_log_and_no_other_follower()
    {
        await using var city = await TestCity.Awake();
        var address = await city.Address("urn:ngsi-ld:Sensor:a", "level");
        await city.Folded(await city.Send(address, TwinValue.Of(1), Noon));
        await city.Pulse.Until(() => city.History.RowsOf(address.Partition).Count == 1, "the first reading in history");
        var hold = new TaskCompletionSource();
        city.History.Hold = hold.Task;
        var begun = city.History.Begun;
        var held = await city.Send(address, TwinValue.Of(2), Noon + 1);
        await city.Pulse.Until(() => city.History.Begun > begun, "the append that is held");

        await city.Append(address.Partition, Noon, static writer => writer.Register(TwinDefinition.Bare("urn:ngsi-ld:Lamp:x")));

        await city.Pulse.Until(() => Floor("registry") > held.Sequence, "the registry's floor");
        Assert.True(Floor("history") <= held.Sequence);
        hold.SetResult();
        await city.Pulse.Until(() => Floor("history") > held.Sequence, "the floor of history");

        long Floor(string follower) => city.ChangeLog.Floor(follower, address.Partition);
    }

    [Fact]
    public async Task Followers_go_on_behind_what_the_change_log_has_lost()
    {
        await using var city = await TestCity.Awake();
        var address = await city.Address("urn:ngsi-ld:Sensor:a", "level");
        await city.Folded(await city.Send(address, TwinValue.Of(1), Noon));
        var hold = new TaskCompletionSource();
        city.History.Hold = hold.Task;
        await city.Folded(await city.Send(address, TwinValue.Of(2), Noon + 1));
        await city.Stop();
        hold.SetCanceled();
        city.History.Hold = Task.CompletedTask;
        city.ChangeLog.DropAll();

        await city.Start();
        await city.Folded(await city.Send(address, TwinValue.Of(3), Noon + 2));
        await city.Pulse.Until(() => city.History.RowsOf(address.Partition).Any(static row => row.Value.Number == 3), "the newest reading");

        Assert.Equal("level", city.History.Channels[(address.Partition, address.Handle)].Channel);
        await city.Pulse.Until(() => city.Registry.Ids.Contains("urn:ngsi-ld:Sensor:a"), "the twin in the registry");
    }

    [Fact]
    public async Task Registry_rebuilt_while_twins_come_and_go_equals_the_city()
    {
        await using var city = await TestCity.Awake();
        var ids = Enumerable.Range(0, 60).Select(static number => $"urn:ngsi-ld:Lamp:{number}").ToArray();
        foreach (var id in ids)
        {
            await city.Entity(id).Describe(TestCity.Define(id, ("name", $"\"{id[^2..]}\"")));
        }

        await city.Pulse.Until(() => city.Registry.Ids.Count == 60, "60 twins in the registry");
        await city.Grains.GetGrain<IZonesGrain>(0).Define([Square("urn:ngsi-ld:Zone:q", 105.8, 21.0)]);

        var rebuild = city.Services.GetRequiredService<RegistryRebuild>().Run(CancellationToken.None);
        for (var number = 0; number < 20; number++)
        {
            await city.Entity(ids[number]).Delete();
            await city.Entity(ids[number + 20]).Describe(TestCity.Define(ids[number + 20], ("name", "\"new\"")));
        }

        await rebuild.WaitAsync(TimeSpan.FromSeconds(30));
        await city.Pulse.Until(() => city.Registry.Ids.Count == 41, "40 twins and a zone in the registry");
        Assert.True(city.Registry.Imported > 0);
        await city.Pulse.Until(
            () => ids[20..40].All(id => city.Registry.Entry(id)?.Attributes["name"] == "\"new\""), "the new names in the registry");
        Assert.Equal("urn:ngsi-ld:Zone:q", Assert.Single(await city.Grains.GetGrain<IZonesGrain>(0).List(null, 10)).Id);
    }

    [Fact]
    public async Task Rebuild_that_is_given_up_halfway_does_not_stop_the_registry()
    {
        await using var city = await TestCity.Awake();
        var ids = Enumerable.Range(0, 40).Select(static number => $"urn:ngsi-ld:Lamp:{number}").ToArray();
        var hold = new TaskCompletionSource();
        city.Registry.Hold = hold.Task;
        await city.Entity(ids[0]).Describe(TwinDefinition.Bare(ids[0]));
        await city.Pulse.Until(() => city.Registry.Held > 0, "a write of the registry that is held");
        using var stop = new CancellationTokenSource();

        var rebuild = city.Services.GetRequiredService<RegistryRebuild>().Run(stop.Token); // one partition cannot stop now
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rebuild);
        hold.SetResult();
        foreach (var id in ids)
        {
            await city.Entity(id).Describe(TwinDefinition.Bare(id));
        }

        await city.Pulse.Until(() => ids.All(city.Registry.Ids.Contains), "the twins of every partition in the registry");
    }

    internal static Zone Square(string id, double west, double south) => new(
        id, "Ba Đình", 8, null,
        $$"""{"type":"Polygon","coordinates":[[{{Corner(west, south)}},{{Corner(west + 0.1, south)}},{{Corner(west + 0.1, south + 0.1)}},"""
            + $"{Corner(west, south + 0.1)},{Corner(west, south)}]]}}");

    private static string Corner(double longitude, double latitude) => FormattableString.Invariant($"[{longitude},{latitude}]");
}
