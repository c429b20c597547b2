# Samples the reference model with Stan and prints, for each parameter, mean, sd, effective draws and R-hat, then effective draws per second of the worst one.
# Debian: apt-get install r-base-core r-cran-rstan r-cran-bh
# Rscript bench/response/reference.R data/trials/cdystonia.csv [chains] [warmup] [draws] [seed] [cores]
suppressPackageStartupMessages(library(rstan))
rstan_options(boost_lib = "/usr/include")
args <- commandArgs(trailingOnly = TRUE)
number <- function(i, otherwise) if (length(args) >= i) as.integer(args[i]) else otherwise
rows <- read.csv(args[1])
person <- match(rows$patient, unique(rows$patient))
given <- list(n = nrow(rows), people = max(person), person = person, week = rows$week,
              dose = rows$dose_u[match(seq_len(max(person)), person)], y = rows$twstrs)
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
model <- stan_model(file.path(here, "reference.stan"))
chains <- number(2, 4L); warmup <- number(3, 1000L); draws <- number(4, 1000L)
begun <- proc.time()
fit <- sampling(model, data = given, chains = chains, warmup = warmup, iter = warmup + draws, seed = number(5, 1L), cores = number(6, 2L), refresh = 0)
spent <- proc.time() - begun
seconds <- spent[["elapsed"]]
names <- c("base", "emax", "ld50", "ltp", "la", "placebo", "w_base", "w_d50", "w_tp", "sigma")
# monitor() gives the bulk and tail effective draws of Vehtari et al. 2021, as the program's own fit does.
table <- monitor(as.array(fit, pars = names), warmup = 0, print = FALSE)
ess <- pmin(table[names, "n_eff"], table[names, "Bulk_ESS"], table[names, "Tail_ESS"])
print(round(data.frame(mean = table[names, "mean"], sd = table[names, "sd"], ess = ess, rhat = table[names, "Rhat"]), 4))
# On one core the process does all the work itself and knows its processor time; on several, each chain's own clock stands in for it.
processor <- if (number(6, 2L) == 1L) spent[["user.self"]] + spent[["sys.self"]] else sum(get_elapsed_time(fit))
cat(sprintf("divergences %d\nseconds %.2f (processor %.2f)\nleast effective draws %.0f (%s)\neffective draws per second %.2f\neffective draws per second of processor %.2f\n",
            get_num_divergent(fit), seconds, processor, min(ess), names[which.min(ess)], min(ess) / seconds, min(ess) / processor))
