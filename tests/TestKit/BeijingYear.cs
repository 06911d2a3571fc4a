using System.Globalization;

namespace CityActors.TestKit;

/// <summary>Hourly air of a station of Beijing in 2016, as the file has it: local time is UTC+8, an hour is labelled by its end.</summary>
public static class BeijingYear
{
    /// <summary>Columns of the file by channel.</summary>
    public static readonly IReadOnlyDictionary<string, string> Columns = new Dictionary<string, string>
    {
        ["pm25"] = "PM2.5", ["pm10"] = "PM10", ["so2"] = "SO2", ["no2"] = "NO2", ["co"] = "CO", ["o3"] = "O3",
    };

    /// <summary>The file of a station; null when it is not beside the repository.</summary>
    public static string? File(string station)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "data", "air_beijing_2016", $"PRSA_{station}_2016.csv");
            if (System.IO.File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }

    /// <summary>Hours in which the station said anything, as <see cref="VnAqiDecision"/> numbers them.</summary>
    public static SortedDictionary<long, IReadOnlyDictionary<string, decimal>> Read(string file)
    {
        var lines = System.IO.File.ReadAllLines(file);
        var heading = lines[0].Split(',');
        var places = Columns.ToDictionary(static column => column.Key, column => Array.IndexOf(heading, column.Value));
        var hours = new SortedDictionary<long, IReadOnlyDictionary<string, decimal>>();
        foreach (var cells in lines.Skip(1).Select(static line => line.Split(',')))
        {
            int Cell(string name) => int.Parse(cells[Array.IndexOf(heading, name)], CultureInfo.InvariantCulture);
            var values = places.Where(place => cells[place.Value].Length > 0)
                .ToDictionary(static place => place.Key, place => decimal.Parse(cells[place.Value], CultureInfo.InvariantCulture));
            if (values.Count > 0)
            {
                var at = new DateTimeOffset(Cell("year"), Cell("month"), Cell("day"), Cell("hour"), 0, 0, TimeSpan.FromHours(8));
                hours[at.ToUnixTimeSeconds() / 3600] = values;
            }
        }

        return hours;
    }
}
