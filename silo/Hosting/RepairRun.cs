using CityActors.Silo.Hosting.Settings;
using CityActors.Silo.Log;
using CityActors.Silo.Log.Repair;
using CityActors.Silo.Snapshots;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Hosting;

/// <summary>Repairs a damaged city log and says what it found and did.</summary>
internal static class RepairRun
{
    /// <summary>Repairs while nobody else holds the data directory.</summary>
    public static async Task<int> Start(CityCommand command, TextWriter output)
    {
        var builder = CityHost.NewBuilder(command);
        var settings = new CitySettings(builder.Configuration, builder.Services);
        var city = settings.ReadCity();
        var options = settings.Read<LogOptions>("Log");
        try
        {
            using var directory = DataDirectory.Open(city.DataPath, options.Partitions);
            var snapshots = await Snapshots(city.PathOf("snapshots"), directory.Partitions);
            var report = LogRepair.Run(directory, options, partition => snapshots[partition], TimeProvider.System);
            Print(output, report, city.DataPath);
            return 0;
        }
        catch (Exception refused) when (Refusals.Sentence(refused) is not null)
        {
            throw Refusals.Of(refused);
        }
    }

    /// <summary>How far the newest snapshot of each partition goes that can be read; -1 when there is none.</summary>
    private static async Task<long[]> Snapshots(string folder, int partitions)
    {
        using var store = new FolderSnapshotStore(
            Options.Create(new FolderSnapshotOptions { Directory = folder }), TimeProvider.System);
        var sequences = new long[partitions];
        for (var partition = 0; partition < partitions; partition++)
        {
            try
            {
                sequences[partition] = (await store.Load(partition))?.Sequence ?? -1;
            }
            catch (InvalidDataException)
            {
                sequences[partition] = -1;
            }
        }

        return sequences;
    }

    private static void Print(TextWriter output, RepairReport report, string data)
    {
        if (report.Kept is null)
        {
            CityTexts.PrintNothingToRepair(output, data);
            return;
        }

        CityTexts.PrintRepaired(output, report.Frames, report.Kept);
        foreach (var damage in report.Damages)
        {
            output.WriteLine($"  damaged: {damage}");
        }

        foreach (var (range, fate, restored) in report.Ranges)
        {
            output.WriteLine($"  {range}: {Fate(fate, restored)}");
        }

        if (report.EndsLost.Count > 0)
        {
            output.WriteLine(
                $"  partitions {string.Join(", ", report.EndsLost)}: nothing of them follows on the damage, so what they were told last"
                + $" may be lost; they go on {LogRepair.Margin:N0} sequences further");
        }

        foreach (var (partition, (from, to)) in report.SetAside)
        {
            output.WriteLine(
                $"  partition {partition} sequences {from}-{to}: whole, but not taken over, because they follow on what is lost and may"
                + " name other twins by now; they are in the folder of the damaged log");
        }
    }

    private static string Fate(RangeFate fate, int restored) => fate switch
    {
        RangeFate.InSnapshot => "in a snapshot already; live state lacks nothing",
        RangeFate.Restored => $"{restored} registrations and readings were written anew from the change log; deletions, zones, roads and"
            + " removed attributes are not among them",
        _ => "lost; nobody knows what they said",
    };
}
