using CityActors.Cluster.Tests.Processes;
using CityActors.Cluster.Tests.Reading;
using CityActors.Cluster.Tests.Senders;
using CityActors.Map;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Cluster.Tests.Crashes;

public sealed class KillTests
{
    private const int Last = 3_000;

    [Theory]
    [InlineData(20261101, 3)]
    public async Task What_was_acknowledged_before_kills_is_there_once_in_state_history_and_streams(int seed, int kills)
    {
        using var data = new DataFolder();
        var random = new Random(seed);
        NumberedSender[] senders =
            [.. Enumerable.Range(0, 4).Select(static number => new NumberedSender($"urn:ngsi-ld:Counter:kill-{number}"))];
        for (var kill = 0; kill <= kills; kill++)
        {
            await using var silo = await SiloProcess.Start(data);
            if (kill == kills)
            {
                Assert.All(await Task.WhenAll(senders.Select(sender => sender.Send(silo.Mqtt, Last))), Assert.True);
                Assert.Equal(0, await silo.Stop());
                break;
            }

            // Somewhere in the middle of the traffic, never at the same place twice.
            var at = random.Next(senders[0].Acknowledged + 50, senders[0].Acknowledged + (Last / (kills + 1)));
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var sending = senders.Select((sender, place) => sender.Send(
                silo.Mqtt, Last, acknowledged => _ = place == 0 && acknowledged >= at && reached.TrySetResult())).ToList();
            await reached.Task.Within($"acknowledgement {at} before kill {kill} (seed {seed})");
            await silo.Kill();
            await Task.WhenAll(sending).Within("the end of the senders after the kill");
        }

        await using var city = await CityReader.Open(data);
        foreach (var sender in senders)
        {
            await AllIsThereOnce(city, sender.Twin);
        }

        await StreamsTellAllOnce(city, senders);
    }

    private static async Task AllIsThereOnce(CityReader city, string twin)
    {
        var state = await city.Twin(twin);
        var channel = Assert.Single(state.Channels);
        Assert.Equal(Last, channel.Value.Number);
        Assert.Equal(NumberedSender.Began.AddMilliseconds(Last), channel.ObservedAt);
        var history = await city.History(
            state, NumberedSender.Channel, NumberedSender.Began, NumberedSender.Began.AddMilliseconds(Last + 1));
        Assert.Equal(
            Enumerable.Range(1, Last).Select(static number => (NumberedSender.Began.AddMilliseconds(number), (double)number)),
            history.Select(static point => (point.At, point.Value.Number)));
    }

    private static async Task StreamsTellAllOnce(CityReader city, NumberedSender[] senders)
    {
        var over = new HashSet<string>();
        var changes = await city.Changes(MapCell.Nowhere, change =>
            change is { Kind: TwinChangeKind.Channel, Quality: Quality.Good } && change.Value.Number == Last
            && over.Add(change.Twin) && over.Count == senders.Length);
        foreach (var sender in senders)
        {
            Assert.Equal(
                Enumerable.Range(1, Last).Select(static number => (double)number),
                changes.Where(change => change is { Kind: TwinChangeKind.Channel, Quality: Quality.Good } && change.Twin == sender.Twin)
                    .Select(static change => change.Value.Number));
        }
    }
}
