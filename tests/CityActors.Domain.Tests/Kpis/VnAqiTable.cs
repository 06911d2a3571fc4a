using CityActors.Domain.Kpis;

namespace CityActors.Domain.Tests.Kpis;

/// <summary>Table 2 of QĐ 1459/QĐ-TCMT, and the index of a pollutant by it. All in µg/m³.</summary>
internal static class VnAqiTable
{
    private const double None = double.NaN;

    public static readonly double[] Index = [0, 50, 100, 150, 200, 300, 400, 500];
    public static readonly double[] OzoneHour = [0, 160, 200, 300, 400, 800, 1_000, 1_200];
    public static readonly double[] OzoneEightHours = [0, 100, 120, 170, 210, 400, None, None];
    public static readonly double[] Co = [0, 10_000, 30_000, 45_000, 60_000, 90_000, 120_000, 150_000];
    public static readonly double[] So2 = [0, 125, 350, 550, 800, 1_600, 2_100, 2_630];
    public static readonly double[] No2 = [0, 100, 200, 700, 1_200, 2_350, 3_100, 3_850];
    public static readonly double[] Pm10 = [0, 50, 150, 250, 350, 420, 500, 600];
    public static readonly double[] Pm25 = [0, 25, 50, 80, 150, 250, 350, 500];

    public static double Of(double[] points, double concentration) =>
        Rounding.HalfUp(Interpolation.At(points, Index, concentration));

    public static double[] Named(string pollutant) => pollutant switch
    {
        "o3" => OzoneHour,
        "o3-8h" => OzoneEightHours,
        "co" => Co,
        "so2" => So2,
        "no2" => No2,
        "pm10" => Pm10,
        "pm25" => Pm25,
        _ => throw new ArgumentOutOfRangeException(nameof(pollutant), pollutant, "Expected a pollutant of table 2."),
    };
}
