using CityActors.Edge.Tests.Storage;
using CityActors.Grains.Kpis;
using CityActors.Silo.Kpis;
using CityActors.Streams;
using Microsoft.Extensions.Options;
using static CityActors.Edge.Tests.Kpis.KpiSample;

namespace CityActors.Edge.Tests.Kpis;

/// <summary>SQLite keeps to the contract, and in its bounds.</summary>
public sealed class SqliteKpiStoreTests : KpiStoreContract, IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly SqliteKpiOptions options = new();
    private SqliteKpiStore? store;

    protected override IKpiStore Store => store ??= Open();

    protected override async Task<IKpiStore> Reopen()
    {
        if (store is not null)
        {
            await store.DisposeAsync();
        }

        return store = Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (store is not null)
        {
            await store.DisposeAsync();
        }

        folder.Dispose();
    }

    [Fact]
    public async Task Windows_beyond_the_limit_go_oldest_first_zone_by_zone()
    {
        options.WindowsMax = 3;
        await Store.Apply(
            0, [.. Enumerable.Range(0, 10).Select(static hour => Said(hour, Value("speed", hour, hour: hour))),
                Said(20, Value("speed", 99, zone: Zone(1)))], 20);

        Assert.Equal([9.0, 8, 7], (await Store.Windows(Of("speed"))).Values.Select(static each => each.Value!.Value));
        Assert.Single((await Store.Windows(Of("speed") with { Zone = Zone(1) })).Values);
    }

    [Fact]
    public async Task Revisions_beyond_the_limit_go_oldest_first_and_running_values_leave_no_trace()
    {
        options.RevisionsMax = 3;
        await Store.Apply(
            0,
            [
                .. Enumerable.Range(0, 20).Select(static each => Said(each, Value("speed", 0) with { IsFinal = false, Revision = 1 })),
                .. Enumerable.Range(1, 8).Select(static each => Said(each + 20, Value("speed", each) with { Revision = each })),
            ],
            40);

        var kept = (await Store.Windows(Of("speed") with { WithRevisions = true })).Values;

        Assert.Equal([8.0, 7, 6], kept.Select(static each => each.Value!.Value));
    }

    [Fact]
    public async Task Versions_beyond_the_limit_go_and_older_values_are_judged_by_the_oldest_kept()
    {
        options.VersionsMax = 2;
        await Store.Apply(
            0,
            [
                Said(0, Value("speed", 50)),
                .. Enumerable.Range(1, 5).Select(static each => Defined(each, Kpi("speed") with { Version = each, Target = each })),
            ],
            9);

        Assert.Equal(4, (await Store.Windows(Of("speed"))).Values[0].Target);
    }

    [Fact]
    public async Task News_beyond_the_limit_go_and_whoever_missed_them_is_told()
    {
        options.NewsMax = 100;
        await Store.Apply(0, [.. Enumerable.Range(1, 250).Select(static each => Said(each, Value("speed", each)))], 250);

        var kept = await Store.News([ChangeMark.Of(150, 0)], 1_000);

        Assert.Equal(100, kept.Length);
        Assert.Equal(151, kept[0].Value.Value);
        await Assert.ThrowsAsync<ChangesGoneException>(() => Store.News([ChangeMark.Of(149, 0)], 1_000));
    }

    [Theory]
    [InlineData("Path")]
    [InlineData("WindowsMax")]
    [InlineData("RevisionsMax")]
    [InlineData("VersionsMax")]
    [InlineData("NewsMax")]
    public void Settings_out_of_their_bounds_are_refused_by_name(string key)
    {
        var wrong = key switch
        {
            "Path" => new SqliteKpiOptions { Path = "" },
            "WindowsMax" => new SqliteKpiOptions { WindowsMax = 0 },
            "RevisionsMax" => new SqliteKpiOptions { RevisionsMax = 0 },
            "VersionsMax" => new SqliteKpiOptions { VersionsMax = 0 },
            _ => new SqliteKpiOptions { NewsMax = 99 },
        };

        Assert.Contains($"City:Kpis:{key} ", new SqliteKpiOptionsValidator().Validate(null, wrong).FailureMessage);
    }

    private SqliteKpiStore Open()
    {
        options.Path = folder.File("kpis.sqlite");
        return new SqliteKpiStore(Options.Create(options));
    }
}
