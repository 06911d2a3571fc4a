using System.Security.Cryptography;
using CityActors.Edge.Tests.Log.Bench;
using CityActors.Silo.Log.Recovery;
using FsCheck;
using FsCheck.Xunit;

namespace CityActors.Edge.Tests.Log.Recovery;

/// <summary>Damage below what was acknowledged is never passed over: it refuses the start, or the reading, by name.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly SmallLog small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public async Task Damage_refuses_the_start_names_file_range_and_sequences_and_changes_nothing()
    {
        await small.Fill(400);
        Flip(small.Files[1], 30_000);
        var before = Contents();

        var refusal = await Assert.ThrowsAsync<LogDamagedException>(() => small.Open());

        Assert.Contains(small.Files[1] + " bytes ", refusal.Message);
        Assert.Matches("partition [0-2] sequences [0-9]+-[0-9]+", refusal.Message);
        Assert.Contains("silo -- repair", refusal.Message);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public async Task Missing_file_refuses_the_start_by_name()
    {
        await small.Fill(400);
        var missing = small.Files[1];
        File.Delete(missing);

        var refusal = await Assert.ThrowsAsync<LogDamagedException>(() => small.Open());

        Assert.Contains($"{missing}: the file is missing", refusal.Message);
    }

    [Fact]
    public async Task Missing_end_refuses_the_start()
    {
        await small.Fill(400);
        File.Delete(small.Files[^1]);

        await Assert.ThrowsAsync<LogDamagedException>(() => small.Open());
    }

    [Fact]
    public async Task Damage_older_than_what_is_checked_at_the_start_refuses_whoever_reads_it()
    {
        await small.Fill(400);
        Flip(small.Files[0], 20_000);
        small.City = small.City with { VerifyBytes = 1 };

        await using var log = await small.Open();

        await Assert.ThrowsAsync<LogDamagedException>(() => log.Read(0, 0, CancellationToken.None).Take(130, "the damage"));
        var newest = await log.Read(0, log.Committed(0), CancellationToken.None).Take(1, "the newest frame");
        Assert.Equal(log.Committed(0), newest[0].LastSequence);
    }

    [Fact]
    public async Task Log_without_its_acknowledged_mark_is_judged_by_its_frames()
    {
        await small.Fill(400);
        File.Delete(Path.Combine(small.City.Directory, "acknowledged"));
        await (await small.Open()).DisposeAsync();

        File.Delete(Path.Combine(small.City.Directory, "acknowledged"));
        Flip(small.Files[1], 30_000);

        await Assert.ThrowsAsync<LogDamagedException>(() => small.Open());
    }

    [Fact]
    public async Task Change_log_that_is_damaged_is_cut_there_and_goes_on()
    {
        await using (var changes = await small.OpenChanges())
        {
            for (var number = 0; number < 900; number++)
            {
                await changes.Append(number % 3, number / 3, number / 3, 1, new byte[200]);
            }
        }

        var file = Directory.GetFiles(small.Changes.Directory, "*.log").Order(StringComparer.Ordinal).ElementAt(1);
        Flip(file, 30_000);

        await using var again = await small.OpenChanges();

        Assert.InRange(again.Watermark(0), 50, 250);
        var kept = (int)again.Watermark(0) + 1;
        Assert.Equal(kept, (await again.Read(0, 0, CancellationToken.None).Take(kept, "what is whole")).Count);
        await again.Append(0, kept, kept, 1, new byte[200]);
    }

    /// <summary>Random bytes at a random place: the log either refuses by an exception, or gives exactly what was appended.</summary>
    [Property(MaxTest = 60)]
    public bool Corruption_is_detected_and_never_read_as_something_else(NonNegativeInt file, NonNegativeInt place, byte[] garbage)
    {
        using var log = new SmallLog();
        return Corrupt(log, file.Get, place.Get, garbage).GetAwaiter().GetResult();
    }

    private static async Task<bool> Corrupt(SmallLog small, int file, int place, byte[] garbage)
    {
        var expected = new List<long>[SmallLog.Partitions];
        await using (var log = await small.Open())
        {
            for (var number = 0; number < 150; number++)
            {
                var numbers = Enumerable.Range(0, 20).Select(each => ((number * 100L) + each) * 1_000_003).ToArray();
                await log.Append([TestRecords.Entry(number % 3, numbers)]);
                (expected[number % 3] ??= []).AddRange(numbers);
            }
        }

        var files = small.Files;
        await using (var damaged = File.OpenWrite(files[file % files.Length]))
        {
            damaged.Position = place * 7919L % damaged.Length;
            damaged.Write(garbage);
        }

        try
        {
            await using var log = await small.Open();
            for (var partition = 0; partition < SmallLog.Partitions; partition++)
            {
                if (!expected[partition].SequenceEqual(await log.ReadAll(partition)))
                {
                    return false;
                }
            }

            return true;
        }
        catch (LogDamagedException)
        {
            return true;
        }
    }

    private static void Flip(string path, int place)
    {
        using var file = File.Open(path, FileMode.Open);
        file.Position = place;
        var old = file.ReadByte();
        file.Position = place;
        file.WriteByte((byte)(old ^ 0x10));
    }

    private string Contents() => string.Join(
        ',', Directory.GetFiles(small.City.Directory).Order(StringComparer.Ordinal)
            .Select(static file => Path.GetFileName(file) + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))));
}
