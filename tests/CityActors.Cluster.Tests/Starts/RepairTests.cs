using CityActors.Cluster.Tests.Processes;
using CityActors.Cluster.Tests.Reading;
using CityActors.Cluster.Tests.Senders;

namespace CityActors.Cluster.Tests.Starts;

public sealed class RepairTests
{
    private readonly NumberedSender[] senders =
        [.. Enumerable.Range(0, 8).Select(static number => new NumberedSender($"urn:ngsi-ld:Counter:repair-{number}"))];

    [Fact]
    public async Task Whole_log_is_left_alone()
    {
        using var data = new DataFolder();
        await Fill(data, 10);
        var (code, error, output) = await SiloProcess.Run(data.Path, "repair");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("the log is whole", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(data.Path, "log.damaged-*"));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.98)]
    public async Task Damaged_log_refuses_the_start_and_is_repaired_from_what_the_change_log_tells(double where)
    {
        using var data = new DataFolder();
        await Fill(data, 300);
        Damage(data, where);

        var (code, error, _) = await SiloProcess.Run(data.Path);
        Assert.Equal(3, code);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Contains("The city log is damaged below what was acknowledged", error, StringComparison.Ordinal);
        Assert.Contains(data.Of("log"), error, StringComparison.Ordinal);
        Assert.Contains("silo -- repair", error, StringComparison.Ordinal);

        var (repaired, problem, output) = await SiloProcess.Run(data.Path, "repair");
        Assert.Equal((0, ""), (repaired, problem));
        Assert.Contains("damaged: ", output, StringComparison.Ordinal);
        Assert.Contains("sequence", output, StringComparison.Ordinal);
        Assert.DoesNotContain("lost; nobody", output, StringComparison.Ordinal);
        Assert.Single(Directory.GetDirectories(data.Path, "log.damaged-*"));

        await Fill(data, 400);
        await using var city = await CityReader.Open(data);
        foreach (var sender in senders)
        {
            await HasAll(city, sender.Twin, 400);
        }
    }

    [Fact]
    public async Task What_a_snapshot_holds_is_not_missed_though_log_and_change_log_have_lost_it()
    {
        using var data = new DataFolder();
        await Fill(data, 300, "--City:Shards:SnapshotEveryRecords=1");
        await Fill(data, 301, "--City:Shards:SnapshotEveryRecords=1");
        Damage(data, 0.3);
        Directory.Delete(data.Of("changes"), recursive: true);

        var (code, problem, output) = await SiloProcess.Run(data.Path, "repair");
        Assert.Equal((0, ""), (code, problem));
        Assert.Contains("in a snapshot already", output, StringComparison.Ordinal);
        Assert.DoesNotContain("lost;", output, StringComparison.Ordinal);

        await Fill(data, 400);
        await using var city = await CityReader.Open(data);
        foreach (var sender in senders)
        {
            await HasAll(city, sender.Twin, 400);
        }
    }

    [Fact]
    public async Task What_nobody_knows_is_listed_as_lost_and_what_follows_on_it_is_set_aside()
    {
        using var data = new DataFolder();
        await Fill(data, 300);
        Damage(data, 0.3);
        Directory.Delete(data.Of("changes"), recursive: true);
        Directory.Delete(data.Of("snapshots"), recursive: true);

        var (code, problem, output) = await SiloProcess.Run(data.Path, "repair");
        Assert.Equal((0, ""), (code, problem));
        Assert.Contains("lost; nobody knows what they said", output, StringComparison.Ordinal);
        Assert.Contains("whole, but not taken over", output, StringComparison.Ordinal);

        // The city goes on: whoever reports from now on is taken, and positions go on behind what was.
        await Fill(data, 400);
        await using var city = await CityReader.Open(data);
        foreach (var sender in senders)
        {
            await HasAll(city, sender.Twin, 400);
        }
    }

    private static void Damage(DataFolder data, double where)
    {
        var segment = data.LogSegments()[0];
        using var file = File.Open(segment, FileMode.Open, FileAccess.ReadWrite);
        var end = file.Length;
        var page = new byte[end];
        file.ReadExactly(page);
        end = Array.FindLastIndex(page, static value => value != 0);
        file.Position = (long)(end * where);
        file.Write(new byte[100]);
    }

    private static async Task HasAll(CityReader city, string twin, int last)
    {
        var state = await city.Twin(twin);
        Assert.Equal(last, state.Channel(NumberedSender.Channel)?.Value.Number);
    }

    private async Task Fill(DataFolder data, int last, params string[] arguments)
    {
        await using var silo = await SiloProcess.Start(data, arguments);
        Assert.All(await Task.WhenAll(senders.Select(sender => sender.Send(silo.Mqtt, last))), Assert.True);
        Assert.Equal(0, await silo.Stop());
    }
}
