using CityActors.Simulators.Scorecards;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CityActors.Simulators.Tests.Scorecards;

public sealed class DelayHistogramTests
{
    [Fact]
    public void Without_delays_there_is_no_quantile() => Assert.Null(new DelayHistogram().Quantile(0.5));

    [Fact]
    public void Quantiles_of_a_thousand_even_delays()
    {
        var delays = new DelayHistogram();
        for (var ms = 1; ms <= 1_000; ms++)
        {
            delays.Add(TimeSpan.FromMilliseconds(ms));
        }

        Assert.Equal(500, delays.Quantile(0.5)!.Value.TotalMilliseconds, 10.0);
        Assert.Equal(990, delays.Quantile(0.99)!.Value.TotalMilliseconds, 17.0);
        Assert.Equal(1_000, delays.Most.TotalMilliseconds);
        Assert.Equal(delays.Most, delays.Quantile(1));
    }

    [Fact]
    public void A_clock_that_goes_back_counts_as_nothing()
    {
        var delays = new DelayHistogram();
        delays.Add(TimeSpan.FromSeconds(-3));
        Assert.Equal(TimeSpan.Zero, delays.Quantile(1));
    }

    [Property]
    public Property A_quantile_is_at_most_a_bucket_away_from_the_exact_one() => Prop.ForAll(
        Gen.Choose(0, 2_000_000_000).NonEmptyListOf().ToArbitrary(),
        Gen.Choose(0, 100).ToArbitrary(),
        static (microseconds, percent) =>
        {
            var delays = new DelayHistogram();
            foreach (var one in microseconds)
            {
                delays.Add(TimeSpan.FromMicroseconds(one));
            }

            var sorted = microseconds.Order().ToList();
            var exact = sorted[Math.Max(1, (int)Math.Ceiling(percent / 100.0 * sorted.Count)) - 1];
            var said = delays.Quantile(percent / 100.0)!.Value.TotalMicroseconds;
            return said >= exact && said <= (exact * 1.016) + 1;
        });
}
